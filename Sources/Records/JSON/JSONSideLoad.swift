/// Objects that stand beside the records of a page and belong into them, as the API pages of help desks have them.
///
/// In `{"tickets":[{"id":7,"requester_id":3}],"users":[{"id":3,"email":"…"}]}` the side load `users` by `id` at
/// `requester_id` as `requester` gives the ticket a member `requester`, which is the user.
public struct JSONSideLoad: Hashable, Sendable {
    /// Name of the array in the page, beside that of the records: `users`.
    public let array: String
    /// Name of the member by which its objects are known: `id`.
    public let key: String
    /// Name of the member of the record that holds such a key: `requester_id`.
    public let reference: String
    /// Name of the member that the record gets: `requester`. It takes the place of one that is there already.
    public let name: String

    /// The longest page that can be read: 64 MiB.
    public static let pageLimit = 64 << 20

    /// Objects of `array`, known by `key`, that go into the records that hold one as `reference`, as `name`.
    public init(array: String, key: String, reference: String, name: String) {
        self.array = array
        self.key = key
        self.reference = reference
        self.name = name
    }
}

/// Something a customer said that can lead to an action.
struct Item {
    let kind: String
    let id: String
    /// The customer's segment at the opening; nil when nobody knows the customer.
    let segment: Segment?
    let openedAt: Moment
    let department: String
    let theme: String
}

/// A place in a record to which paths lead: what is asked for there, and which names were met.
struct JSONNode {
    /// A name that was met or is asked for, in the bytes it is written with.
    struct Member {
        let bytes: [UInt8]
        /// The node of that member; nil when nobody asks for it.
        let node: Int?
        /// The object in which the name was last met.
        var lastObject = 0
    }

    /// Columns that end here.
    var columns: [Int] = []
    /// Columns that are met when this node is, though they end further in.
    var metColumns: [Int] = []
    /// Columns that end here or anywhere inside; a null here makes all of them empty.
    var innerColumns: [Int] = []
    /// The node of every element of an array.
    var every: Int?
    /// Nodes of elements by their place in an array.
    var elements: [(index: Int, node: Int)] = []
    /// Nodes of those elements whose member `name` has the text `value`.
    var selections: [(name: [UInt8], value: [UInt8], node: Int)] = []
    /// Asked names first, then others as they are met.
    private(set) var members: [Member] = []
    /// How many of the members are asked for.
    private(set) var askedCount = 0

    /// The object in which the node was last met, under whatever spelling of its name.
    var lastObject = 0
    /// Whether a name was met twice in one object.
    var hasRepeatedName = false

    private var indices: [[UInt8]: Int] = [:]
    private var expected = 0

    private static let knownLimit = 1000

    init() {}

    /// Whether paths lead further in.
    var hasMembers: Bool { askedCount > 0 }
    var hasElements: Bool { every != nil || !elements.isEmpty || !selections.isEmpty }

    /// The node of the member `name`, if it is asked for.
    func node(named name: [UInt8]) -> Int? { indices[name].flatMap { members[$0].node } }

    /// Asks for the member `name`.
    mutating func ask(_ name: [UInt8], node: Int) {
        indices[name] = members.count
        members.append(Member(bytes: name, node: node))
        askedCount += 1
    }

    /// The node of the member whose name is written as `name` in that object, if it is asked for.
    ///
    /// Most records have their members in one order, so the next one is tried first.
    @inline(__always)
    mutating func meet(_ name: UnsafeBufferPointer<UInt8>, in object: Int) -> Int? {
        if expected < members.count, members[expected].bytes.elementsEqual(name) {
            expected += 1
            return note(expected - 1, object)
        }
        return look(for: name, in: object)
    }

    @inline(__always)
    private mutating func note(_ index: Int, _ object: Int) -> Int? {
        if members[index].lastObject == object { hasRepeatedName = true }
        members[index].lastObject = object
        return members[index].node
    }

    private mutating func look(for name: UnsafeBufferPointer<UInt8>, in object: Int) -> Int? {
        let bytes = Array(name)
        if let index = indices[bytes] {
            expected = index + 1
            return note(index, object)
        }
        // An escape can spell a name that is asked for.
        let node = bytes.contains(JSONTextSearch.backslash) ? node(named: Array(JSONText.string(name).utf8)) : nil
        if members.count < askedCount + Self.knownLimit {
            indices[bytes] = members.count
            members.append(Member(bytes: bytes, node: node, lastObject: object))
            expected = members.count
        }
        return node
    }

    /// The names that were met and that nobody asks for.
    var unaskedNames: [String] {
        members.dropFirst(askedCount).filter { $0.node == nil }.map { member in
            member.bytes.withUnsafeBufferPointer { JSONText.string($0) }
        }
    }
}

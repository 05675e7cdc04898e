/// The asked paths as one tree, and what one record after the other has at its leaves.
struct JSONTree {
    /// A value to which a path leads, by its place in the record.
    struct Match {
        let node: Int
        var extent: Range<Int>
    }

    /// A member of the record that no path leads to or through, by its places in the record.
    struct Unasked {
        let name: Range<Int>
        let value: Range<Int>
    }

    private(set) var nodes = [JSONNode()]
    /// The node at which each column ends.
    private(set) var leaves: [Int] = []
    private(set) var matches: [Match] = []
    private(set) var unasked: [Unasked] = []
    /// Whether a name stands twice in one of the objects that the record consists of, as far as paths lead into them.
    private(set) var hasRepeatedName = false
    /// Whether each column was met in any record.
    private(set) var isMet: [Bool]
    /// Names of the members of a record that are asked for.
    let names: Set<[UInt8]>
    private var objects = 0

    init(_ paths: [JSONPath]) {
        isMet = Array(repeating: false, count: paths.count)
        names = Set(
            paths.compactMap { path in
                if case .name(let name) = path.steps.first { Array(name.utf8) } else { nil }
            })
        for (column, path) in paths.enumerated() { leaves.append(plant(path, column)) }
    }

    /// The names that were met and not asked for, as paths.
    var unaskedNames: [String] { unaskedNames(of: 0, below: "") }

    private func unaskedNames(of index: Int, below path: String) -> [String] {
        let node = nodes[index]
        let prefix = path.isEmpty ? "" : path + "."
        let inner = node.members.prefix(node.askedCount).compactMap { member in
            member.node.map {
                unaskedNames(of: $0, below: prefix + JSONPath.quoted(String(decoding: member.bytes, as: UTF8.self)))
            }
        }
        let repeated = node.every.map { unaskedNames(of: $0, below: path + "[]") } ?? []
        return node.unaskedNames.map { prefix + JSONPath.quoted($0) } + inner.flatMap { $0 } + repeated
    }
}

extension JSONTree {
    private mutating func plant(_ path: JSONPath, _ column: Int) -> Int {
        var index = 0
        var isBehindBracket = false
        for step in path.steps {
            nodes[index].innerColumns.append(column)
            if case .name = step {
            } else if !isBehindBracket {
                nodes[index].metColumns.append(column)
                isBehindBracket = true
            }
            index = child(of: index, step)
        }
        nodes[index].innerColumns.append(column)
        nodes[index].columns.append(column)
        if !isBehindBracket { nodes[index].metColumns.append(column) }
        return index
    }

    private mutating func child(of index: Int, _ step: JSONPath.Step) -> Int {
        switch step {
        case .name(let name):
            if let known = nodes[index].node(named: Array(name.utf8)) { return known }
            nodes[index].ask(Array(name.utf8), node: nodes.count)
        case .every:
            if let known = nodes[index].every { return known }
            nodes[index].every = nodes.count
        case .element(let place):
            if let known = nodes[index].elements.first(where: { $0.index == place }) { return known.node }
            nodes[index].elements.append((place, nodes.count))
        case .elements(let name, let value):
            let (name, value) = (Array(name.utf8), Array(value.utf8))
            if let known = nodes[index].selections.first(where: { $0.name == name && $0.value == value }) {
                return known.node
            }
            nodes[index].selections.append((name, value, nodes.count))
        }
        nodes.append(JSONNode())
        return nodes.count - 1
    }
}

extension JSONTree {
    /// Finds what the paths lead to in the good record that begins at position 0.
    mutating func read(_ bytes: UnsafePointer<UInt8>) {
        matches.removeAll(keepingCapacity: true)
        unasked.removeAll(keepingCapacity: true)
        hasRepeatedName = false
        let start = bytes.skippingBlanks(from: 0)
        _ = walk(bytes, JSONEnvelope.inner(of: bytes, at: start, names) ?? start, 0)
    }

    /// The position behind the value at `start`, to which node `index` belongs.
    private mutating func walk(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ index: Int) -> Int {
        for column in nodes[index].metColumns { isMet[column] = true }
        let place = matches.count
        if !nodes[index].columns.isEmpty { matches.append(Match(node: index, extent: start..<start)) }
        let end = walkInside(bytes, start, index)
        if !nodes[index].columns.isEmpty { matches[place].extent = start..<end }
        return end
    }

    private mutating func walkInside(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ index: Int) -> Int {
        switch bytes[start] {
        case UInt8(ascii: "{") where nodes[index].hasMembers || index == 0: return walkObject(bytes, start, index)
        case UInt8(ascii: "[") where nodes[index].hasElements: return walkArray(bytes, start, index)
        case UInt8(ascii: "n"):
            for column in nodes[index].innerColumns { isMet[column] = true }
            return start + 4
        default: return bytes.skippingValue(from: start)
        }
    }

    private mutating func walkObject(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ index: Int) -> Int {
        objects += 1
        let object = objects
        var position = bytes.skippingBlanks(from: start + 1)
        while bytes[position] == JSONTextSearch.quote {
            let end = bytes.skippingText(from: position)
            let name = position + 1..<end - 1
            let value = bytes.skippingBlanks(from: bytes.skippingBlanks(from: end) + 1)
            let written = UnsafeBufferPointer(start: bytes + name.lowerBound, count: name.count)
            if let node = nodes[index].meet(written, in: object) {
                if nodes[node].lastObject == object { hasRepeatedName = true }
                nodes[node].lastObject = object
                position = walk(bytes, value, node)
            } else {
                position = bytes.skippingValue(from: value)
                if index == 0 { unasked.append(Unasked(name: name, value: value..<position)) }
            }
            position = bytes.skippingBlanks(from: position)
            if bytes[position] == UInt8(ascii: ",") { position = bytes.skippingBlanks(from: position + 1) }
        }
        if nodes[index].hasRepeatedName {
            nodes[index].hasRepeatedName = false
            hasRepeatedName = true
        }
        return position + 1
    }

    private mutating func walkArray(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ index: Int) -> Int {
        let (every, elements, selections) = (nodes[index].every, nodes[index].elements, nodes[index].selections)
        var position = bytes.skippingBlanks(from: start + 1)
        var place = 0
        while bytes[position] != UInt8(ascii: "]") {
            var end: Int?
            if let every { end = walk(bytes, position, every) }
            for element in elements where element.index == place { end = walk(bytes, position, element.node) }
            for selection in selections
            where JSONEnvelope.hasMember(selection.name, of: selection.value, in: bytes, at: position) {
                end = walk(bytes, position, selection.node)
            }
            position = bytes.skippingBlanks(from: end ?? bytes.skippingValue(from: position))
            if bytes[position] == UInt8(ascii: ",") { position = bytes.skippingBlanks(from: position + 1) }
            place += 1
        }
        return position + 1
    }
}

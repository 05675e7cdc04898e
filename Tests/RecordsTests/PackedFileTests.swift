import Foundation
import Records
import Testing

/// Files in Tests/Fixtures/packed, written by Python's gzip and zipfile and by Info-ZIP's zip.
@Suite struct PackedFileTests {
    private static let first = "id,name\n1,a\n"
    private static let second = "2,\"b\nc\"\n"

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).appending(path: "../../Fixtures/packed/\(name)").standardized.path
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: Self.path(name))))
    }

    private func text(_ source: ByteSource, block: Int = 7) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: block)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }

    @Test(arguments: [1, 3, 1 << 16])
    func gzipIsUnpackedWithAllItsMembers(_ block: Int) throws {
        let source = try ByteSource(path: Self.path("two-members.csv.gz"))
        #expect(try text(source, block: block) == Self.first + Self.second)
        let packed = try bytes("two-members.csv.gz").count
        #expect(source.bytesRead == packed && source.byteCount == packed)
        // What tells two files apart is what they hold, not how they are packed.
        let plain = ByteSource(bytes: Array((Self.first + Self.second).utf8))
        #expect(try source.sha256 == plain.digestOfRest())
    }

    @Test func gzipThatIsCutOrChangedIsRefused() throws {
        let whole = try bytes("two-members.csv.gz")
        let boundary = try #require((2..<whole.count).first { whole[$0...].starts(with: [0x1f, 0x8b, 8]) })
        for length in 2..<whole.count where length != boundary {
            let source = ByteSource(bytes: Array(whole[..<length]), name: "x")
            #expect(throws: RecordsError.cannotUnpack(name: "x", reason: .truncated)) { try text(source) }
        }
        for place in whole.indices.dropFirst(2) where ![4, 5, 6, 7, 8, 9].contains(place % boundary) {
            var changed = whole
            changed[place] ^= 0x55
            let source = ByteSource(bytes: changed, name: "x")
            #expect(throws: RecordsError.self, "byte \(place)") { try text(source) }
        }
        let trailing = ByteSource(bytes: whole + Array("x".utf8), name: "x")
        #expect(throws: RecordsError.cannotUnpack(name: "x", reason: .trailingBytes)) { try text(trailing) }
    }

    @Test func whatGrowsTooMuchIsRefusedWhileItIsRead() throws {
        let large = UnpackingLimits(byteCount: 1000)
        let dense = UnpackingLimits(ratio: 100, freeByteCount: 1 << 16)
        for name in ["zeros.gz", "zeros.zip"] {
            func source(_ limits: UnpackingLimits) throws -> ByteSource {
                guard name.hasSuffix("zip") else { return try ByteSource(path: Self.path(name), limits: limits) }
                let archive = try ZipArchive(path: Self.path(name), limits: limits)
                return try archive.source(of: archive.members[0])
            }
            let shown = try source(large).name
            #expect(throws: RecordsError.cannotUnpack(name: shown, reason: .tooLarge(limit: 1000))) {
                try text(source(large), block: 512)
            }
            #expect(throws: RecordsError.cannotUnpack(name: shown, reason: .tooDense(limit: 100))) {
                try text(source(dense), block: 512)
            }
            #expect(try text(source(UnpackingLimits()), block: 1 << 16).utf8.count == 1 << 20)
        }
    }

    @Test(arguments: ["members.zip", "members-zip64.zip"])
    func everyMemberOfAZipIsAnInput(_ name: String) throws {
        let archive = try ZipArchive(path: Self.path(name))
        #expect(archive.members.map(\.name) == ["export_2026_01_05_2", "folder/über\u{1b}.csv"])
        // In any order, and one does not disturb the other.
        let sources = try archive.members.reversed().map { try archive.source(of: $0) }
        #expect(try text(sources[1]) == Self.second + Self.second + Self.second)
        #expect(try text(sources[0]) == Self.first)
        #expect(sources[0].name == Self.path(name) + "!folder/über\u{1b}.csv")
        #expect(sources.allSatisfy { $0.bytesRead == $0.byteCount && $0.modifiedAt != nil })
    }

    @Test func sizesMayStandBehindTheData() throws {
        let archive = try ZipArchive(path: Self.path("streamed-zip64.zip"))
        #expect(try text(archive.source(of: archive.members[0])) == String(repeating: Self.first, count: 50))
    }

    @Test func encryptedMembersAreRefused() {
        let name = Self.path("encrypted.zip") + "!secret.csv"
        #expect(throws: RecordsError.cannotUnpack(name: name, reason: .encrypted)) {
            try ZipArchive(path: Self.path("encrypted.zip"))
        }
    }

    @Test func archivesOfManyMembersAreRefused() {
        #expect(throws: RecordsError.self) {
            try ZipArchive(path: Self.path("members.zip"), limits: UnpackingLimits(memberCount: 3))
        }
    }

    /// Whatever the bytes are, reading ends with the content or with an error.
    @Test func damagedArchivesEndInAnError() throws {
        let whole = try bytes("members.zip")
        var random = SplitMix(state: 3)
        for round in 0..<400 {
            var changed = whole
            if round % 4 == 0 {
                changed.removeLast(1 + Int(random.next() % UInt64(whole.count - 1)))
            } else {
                for _ in 0...round % 3 {
                    changed[Int(random.next() % UInt64(whole.count))] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            try withTemporaryFile(bytes: changed) { path in
                var texts: [String] = []
                do {
                    let archive = try ZipArchive(path: path)
                    texts = try archive.members.map { try text(archive.source(of: $0)) }
                } catch is RecordsError {}
                let known = [Self.first, Self.second + Self.second + Self.second, "x"]
                #expect(texts.allSatisfy(known.contains), "round \(round)")
            }
        }
    }
}

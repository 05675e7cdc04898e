import Foundation

/// The folder of the private server's socket.
///
/// The address of a socket has room for 107 bytes (`unix(7)`), and both libpq and the server read lists of folders with
/// quoting rules of their own. A folder that is too long or has unusual characters is replaced by a short one whose name
/// comes from the place of the server: below `/run` for root, else below `/tmp`. Not `/run/user`: cron has none, and it
/// vanishes with the socket at log-out.
struct SocketFolder: Equatable {
    let path: String

    /// - Parameters:
    ///   - folder: The server's own folder.
    ///   - userID: Who runs this process; root has 0.
    init(of folder: String, userID: uid_t) {
        let own = "\(folder)/socket"
        if Self.fits(own) {
            path = own
        } else {
            path = userID == 0 ? "/run/earshot-\(Self.digest(folder))" : "/tmp/earshot-\(userID)-\(Self.digest(folder))"
        }
    }

    private static let longestAddress = 107

    private static func fits(_ path: String) -> Bool {
        let address = "\(path)/.s.PGSQL.\(ServerConfiguration.port)"
        return address.utf8.count <= longestAddress && path.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default:
            false
        }
    }

    /// FNV-1a of 64 bits in hexadecimal: the same in every process, unlike Swift's hash.
    private static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

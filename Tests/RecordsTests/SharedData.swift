import Foundation

/// Public files that are not part of the repository; they lie in a folder beside it, or nowhere.
enum SharedData {
    static let torture = path("data/real/torture")
    static let dates = path("data/real/dates")
    static let tickets = path("data/real/tickets")
    static let calendars = path("data/real/calendars")

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private static func path(_ name: String) -> String {
        URL(filePath: #filePath).appending(path: "../../../../shared/\(name)").standardized.path
    }
}

import Foundation

/// Public files that are not part of the repository; they lie in a folder beside it, or nowhere.
enum SharedData {
    static let real = URL(filePath: #filePath).appending(path: "../../../../shared/data/real").standardized

    static var isThere: Bool { FileManager.default.fileExists(atPath: real.path) }
}

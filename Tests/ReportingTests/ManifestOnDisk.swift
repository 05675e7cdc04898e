import Foundation

@testable import Reporting

extension Manifest {
    /// The manifest of an edition's folder; nil where there is none that can be read.
    static func read(_ folder: String) -> Manifest? {
        FileManager.default.contents(atPath: "\(folder)/\(Manifest.file)").flatMap { Manifest.read($0) }
    }
}

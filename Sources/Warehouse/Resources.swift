import Foundation

/// Folders of files that belong to the program: `sql`, and the mappings of Intake.
///
/// Looked for in `$EARSHOT_SHARE` and nowhere else when it is set; otherwise in `share/earshot` beside the folder of
/// the executable (where `make install` puts them), then in the bundle beside the executable (where the build leaves
/// them, for test runs too). `Bundle.module` is of no use here: it dies by a signal once the executable has moved.
public enum Resources {
    /// The path of a folder of resources.
    ///
    /// - Parameters:
    ///   - name: Name of the folder, for example `sql`.
    ///   - module: Target of the package that carries it.
    /// - Throws: `Failure` of kind `configuration` that lists where it was looked for.
    public static func directory(_ name: String, of module: String = "Warehouse") throws(Failure) -> String {
        try directory(name, of: module, environment: ProcessInfo.processInfo.environment, executable: executable)
    }

    static func directory(
        _ name: String, of module: String, environment: [String: String], executable: String
    ) throws(Failure) -> String {
        let places = candidates(name, of: module, share: environment["EARSHOT_SHARE"], executable: executable)
        if let found = places.first(where: isDirectory) { return found }
        throw Failure(
            .configuration,
            "The folder \(name) of earshot is missing. Looked for: \(places.joined(separator: ", ")).",
            remedy: "Install again with `make install`, or set EARSHOT_SHARE to the folder that holds \(name).")
    }

    private static func candidates(_ name: String, of module: String, share: String?, executable: String) -> [String] {
        if let share, !share.isEmpty { return ["\(share)/\(name)"] }
        let folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        return [
            folder.deletingLastPathComponent().appendingPathComponent("share/earshot/\(name)").path,
            folder.appendingPathComponent("earshot_\(module).resources/\(name)").path,
        ]
    }

    /// The file this process runs, links resolved.
    private static var executable: String {
        let linked = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return linked ?? CommandLine.arguments.first ?? ""
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}

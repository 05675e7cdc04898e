import Foundation
import Intake
import Records
import Warehouse

/// A look at what earshot needs on this machine: its files, its configuration, the sources, room to write.
struct MachineCheckup {
    let configuration: Configuration
    /// Folder of our own server, where it is the one that is used.
    let home: String?

    /// Everything found, in reading order.
    func diagnoses() -> [Diagnosis] {
        [configurationFile, resources] + configuration.sources.map(source)
            + [conflicts, export, textfile].compactMap(\.self)
            + room
    }

    private var configurationFile: Diagnosis {
        let subject = "configuration"
        guard let path = configuration.path else {
            return .doubtful(
                subject, "there is no earshot.yaml, so `earshot run` has no sources",
                remedy: "Write one, in the working directory or /etc/earshot, or name it by EARSHOT_CONFIG.")
        }
        return .good(subject, "\(path), \(configuration.sources.count) sources")
    }

    private var resources: Diagnosis {
        do {
            let folders = [try Resources.directory("sql"), try Resources.directory("Mappings", of: "Intake")]
            return .good("resources", folders.joined(separator: ", "))
        } catch {
            return .bad("resources", error)
        }
    }

    private func source(_ source: Configuration.Source) -> Diagnosis {
        let (subject, files) = ("source \(EscapedText(source.name))", SourceFiles(source: source))
        do {
            _ = try files.request(configuration, library: MappingLibrary())
        } catch {
            return .bad(subject, error)
        }
        let paths = files.paths()
        let patterns = source.files.map { EscapedText($0).description }.joined(separator: ", ")
        if let closed = paths.first(where: { access($0, R_OK) != 0 }) {
            return .bad(
                subject, .permission, "\(EscapedText(closed)) cannot be read",
                remedy: "Let \(NSUserName()) read it, with `chmod` or `setfacl`.")
        }
        return paths.isEmpty
            ? .bad(
                subject, .noInput, "no file matches \(patterns.isEmpty ? "as none is named" : patterns)",
                remedy: "Look whether the export arrives, and whether `files:` is right; relative paths are taken from "
                    + "\(FileManager.default.currentDirectoryPath).")
            : .good(subject, "\(paths.count) files match \(patterns)")
    }

    private var conflicts: Diagnosis? {
        do {
            try SourceFiles.check(configuration.sources)
            return nil
        } catch {
            return .bad("sources", error)
        }
    }

    private var export: Diagnosis {
        folder("export folder", configuration.export.directory ?? "bundle")
    }

    /// Nobody makes that folder but whoever installs the node exporter.
    private var textfile: Diagnosis? {
        guard let path = configuration.export.textfile else { return nil }
        let (subject, folder) = ("textfile", URL(fileURLWithPath: path).deletingLastPathComponent().path)
        guard FileManager.default.fileExists(atPath: folder) else {
            return .bad(
                subject, .cannotCreate, "the folder \(folder) is missing",
                remedy: "Make it, or name the one of the node exporter's --collector.textfile.directory.")
        }
        return self.folder(subject, folder)
    }

    /// A folder that is to be written to; one that is missing is made by whoever may write to the one above.
    private func folder(_ subject: String, _ path: String) -> Diagnosis {
        let nearest = Self.nearest(path)
        return access(nearest, W_OK | X_OK) == 0
            ? .good(
                subject,
                nearest == URL(fileURLWithPath: path).standardizedFileURL.path
                    ? path : "\(path), to be made in \(nearest)")
            : .bad(
                subject, .cannotCreate, "\(nearest) cannot be written to",
                remedy: "Give it to \(NSUserName()) with `chown`, or name another one in earshot.yaml.")
    }

    private var room: [Diagnosis] {
        let export = Self.nearest(configuration.export.directory ?? "bundle")
        return Set([export, FileManager.default.temporaryDirectory.path] + (home.map { [$0] } ?? [])).sorted().map(room)
    }

    private func room(_ folder: String) -> Diagnosis {
        var disk = statvfs()
        guard statvfs(folder, &disk) == 0 else {
            return .bad(
                "room", .inputOutput, "the disk of \(folder) does not answer",
                remedy: "Look at it with `df` and `dmesg`.")
        }
        let megabytes = (Int(disk.f_bavail) * Int(disk.f_frsize)) >> 20
        if megabytes < 100 {
            return .bad(
                "room", .cannotCreate, "\(megabytes) MiB are left for \(folder)",
                remedy: "Make room, or use another disk.")
        }
        return megabytes < 1_024
            ? .doubtful("room", "\(megabytes) MiB are left for \(folder)", remedy: "Make room before it is full.")
            : .good("room", "\(megabytes >> 10) GiB are left for \(folder)")
    }

    /// The folder itself, else the nearest above it that is there.
    private static func nearest(_ path: String) -> String {
        var folder = URL(fileURLWithPath: path).standardizedFileURL
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        return folder.path
    }
}

import ArgumentParser
import Foundation
import Intake
import Postgres
import Records
import Warehouse

/// A command that does its work in ``perform()`` and ends with the documented exit code.
protocol EarshotCommand: ParsableCommand {
    func perform() throws
}

extension EarshotCommand {
    func run() throws {
        do {
            try perform()
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch let told as SilentFailure {
            throw ExitCode(told.failure.kind.rawValue)
        } catch {
            if let exitCode = Interruption.exitCode {
                Output.warn("earshot: stopped by a signal; what was not finished is not kept.")
                throw ExitCode(exitCode)
            }
            let failure = Failure(any: error)
            Output.warn("earshot: \(failure)")
            throw ExitCode(failure.kind.rawValue)
        }
    }
}

extension Failure {
    /// The failure that any error of any room means.
    init(any error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as PostgresError: self.init(error)
        case let doubt as LoadInDoubt: self.init(doubt.cause)
        case RecordsError.cannotUnpack: self.init(.data, "\(error).")
        case RecordsError.unknownEncoding: self.init(.configuration, "\(error).")
        case let error as RecordsError: self.init(.noInput, "\(error).")
        case let error as MappingError: self.init(.configuration, "\(error).")
        case let refusal as Refusal: self.init(.data, refusal.reason, remedy: refusal.next.map { "Next: \($0)" })
        case let error as CocoaError where error.isFileError:
            self.init(.cannotCreate, "A file cannot be read or written: \(error.localizedDescription)")
        default: self.init(.defect, "\(error)", remedy: "This is a defect of earshot; please report it.")
        }
    }
}

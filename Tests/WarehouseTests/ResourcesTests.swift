import Testing

@testable import Warehouse

@Suite struct ResourcesTests {
    @Test func findsTheFoldersOfThisBuild() throws {
        let sql = try Resources.directory("sql")
        #expect(sql.hasSuffix("/sql"))
    }

    @Test func prefersTheFolderNamedByTheEnvironment() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "sql/x")
        let found = try Resources.directory(
            "sql", of: "Warehouse", environment: ["EARSHOT_SHARE": folder.path], executable: "/nowhere/bin/earshot")
        #expect(found == "\(folder.path)/sql")
    }

    @Test func prefersTheInstalledFolderToTheBuiltOne() throws {
        let folder = try TemporaryFolder()
        let executable = "\(folder.path)/bin/earshot"
        try folder.write("", to: "bin/earshot_Intake.resources/Mappings/x")
        let built = try Resources.directory("Mappings", of: "Intake", environment: [:], executable: executable)
        #expect(built == "\(folder.path)/bin/earshot_Intake.resources/Mappings")
        try folder.write("", to: "share/earshot/Mappings/x")
        let installed = try Resources.directory("Mappings", of: "Intake", environment: [:], executable: executable)
        #expect(installed == "\(folder.path)/share/earshot/Mappings")
    }

    @Test func saysWhatIsMissingAndWhereItWasLookedFor() throws {
        let failure = #expect(throws: Failure.self) {
            try Resources.directory("sql", of: "Warehouse", environment: [:], executable: "/nowhere/bin/earshot")
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("/nowhere/share/earshot/sql") == true)
        #expect(failure?.message.contains("/nowhere/bin/earshot_Warehouse.resources/sql") == true)
    }
}

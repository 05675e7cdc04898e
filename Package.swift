// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "earshot",
    products: [.executable(name: "earshot", targets: ["earshot"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    // In order of dependency: a target imports only targets above it.
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CRename"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Digest", dependencies: ["CCrypto"], swiftSettings: settings),
        .target(name: "Postgres", dependencies: ["CLibPQ"], swiftSettings: settings),
        .target(name: "Records", dependencies: ["CZlib", "Digest"], swiftSettings: settings),
        .target(
            name: "Warehouse",
            dependencies: ["Postgres"],
            // The package's root, because sql/ and pages/ stand beside Sources/ and are the target's resources.
            path: ".",
            exclude: ["Makefile", "README.md", "docs", "Tests"]
                + [
                    "CCrypto", "CLibPQ", "CRename", "CZlib", "Digest", "Postgres", "Records", "Intake",
                    "Reporting", "Demo", "earshot",
                ].map {
                    "Sources/\($0)"
                },
            sources: ["Sources/Warehouse"],
            resources: [.copy("sql"), .copy("pages")],
            swiftSettings: settings
        ),
        .target(
            name: "Intake",
            dependencies: ["Digest", "Postgres", "Records", "Warehouse", "Yams"],
            resources: [.copy("Mappings")],
            swiftSettings: settings
        ),
        .target(
            name: "Reporting",
            dependencies: [
                "CRename", "Digest", "Postgres", "Warehouse", .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: settings
        ),
        .target(name: "Demo", swiftSettings: settings),
        .executableTarget(
            name: "earshot",
            dependencies: [
                "Postgres", "Records", "Warehouse", "Intake", "Reporting", "Demo", "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Postgres", "Warehouse"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: settings),
        .testTarget(
            name: "WarehouseTests", dependencies: ["Warehouse", "Postgres", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Intake", "Postgres", "Records", "Warehouse", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "Intake", "Postgres", "Warehouse", "TestSupport",
                "Digest",
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "DemoTests", dependencies: ["Demo"], swiftSettings: settings),
        .testTarget(
            name: "CommandTests",
            dependencies: ["earshot", "Postgres", "Warehouse", "TestSupport"],
            swiftSettings: settings
        ),
    ]
)

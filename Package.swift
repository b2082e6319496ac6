// swift-tools-version: 6.2
import PackageDescription

// The house: every module with the modules it may import. A module imports only what stands above it in this list;
// `--explicit-target-dependency-import-check error` in CI holds each one to it.

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

struct Module {
    var name: String
    var dependencies: [Target.Dependency] = []
    var hasTests = true
    var testDependencies: [Target.Dependency] = []
    var resources: [Resource] = []
}

let modules: [Module] = [
    // floor 0
    Module(name: "JSONCodec"),
    Module(name: "INI"),
    Module(name: "CommandLanguage", dependencies: ["JSONCodec"]),
    // floor 1
    Module(name: "ConfigOptions", dependencies: ["INI"]),
    Module(name: "HTTPApplication", dependencies: ["JSONCodec"] + nio),
    Module(name: "Persistence", dependencies: ["CSQLite", "JSONCodec"]),
    Module(name: "Messaging", dependencies: ["JSONCodec"]),
    Module(name: "LineEditing", dependencies: ["CLibedit"]),
    // floor 2
    Module(name: "PasteDeploy", dependencies: ["INI", "HTTPApplication"] + nio, testDependencies: ["BrokenDeployments"]),
    Module(name: "Routing", dependencies: ["HTTPApplication"] + nio),
    Module(name: "APIResources", dependencies: ["JSONCodec", "HTTPApplication", "Persistence"] + nio),
    Module(name: "RequestMatching", dependencies: ["CommandLanguage", "HTTPApplication"] + nio, hasTests: false),
    Module(
        name: "Policy",
        dependencies: [
            "JSONCodec", "INI", "CommandLanguage", "ConfigOptions", "HTTPApplication", logging, .product(name: "Yams", package: "Yams"),
        ]),
    // floor 3
    Module(
        name: "Extensions",
        dependencies: ["JSONCodec", "HTTPApplication", "Persistence", "Messaging", "Routing", "APIResources", "Policy"] + nio),
    Module(
        name: "StandardFilters",
        dependencies: [
            "JSONCodec", "CommandLanguage", "ConfigOptions", "HTTPApplication", "PasteDeploy", "RequestMatching", crypto, logging, nioPosix,
            nioSSL,
        ] + nio),
    // floor 4
    Module(
        name: "NetworkService",
        dependencies: [
            "JSONCodec", "ConfigOptions", "HTTPApplication", "Persistence", "Messaging", "PasteDeploy", "Routing", "APIResources",
            "Policy", "Extensions", logging,
        ] + nio),
    Module(
        name: "VolumeService",
        dependencies: [
            "JSONCodec", "ConfigOptions", "HTTPApplication", "Persistence", "Messaging", "PasteDeploy", "Routing", "APIResources",
            "Policy", "Extensions", "StandardFilters", logging,
        ] + nio),
    Module(
        name: "IdentityService",
        dependencies: [
            "CCrypt", "JSONCodec", "ConfigOptions", "HTTPApplication", "Persistence", "Messaging", "PasteDeploy", "Routing", "APIResources",
            "Policy", "Extensions", "StandardFilters", crypto, cryptoExtras, logging, nioPosix,
        ] + nio),
    // floor 5
    Module(
        name: "ControlPlane",
        dependencies: [
            "INI", "JSONCodec", "CommandLanguage", "ConfigOptions", "HTTPApplication", "Persistence", "Messaging", "PasteDeploy",
            "Routing", "RequestMatching", "APIResources", "Policy", "Extensions", logging, nioPosix, nioSSL,
        ] + nio,
        testDependencies: ["BrokenDeployments", "WireClient"]),
    // floor 6
    Module(
        name: "AdminShell",
        dependencies: [
            "INI", "JSONCodec", "CommandLanguage", "ConfigOptions", "HTTPApplication", "Messaging", "LineEditing", "PasteDeploy", "Routing",
            "APIResources", "Policy", "Extensions", "IdentityService", "ControlPlane", logging, nioPosix,
        ] + nio),
]

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CLOUDSH_STRICT"] == "1" ? [.treatAllWarnings(as: .error)] : [])

var targets: [Target] = [
    .systemLibrary(name: "CCrypt", path: "Sources/CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CLibedit", path: "Sources/CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
]
// What several test targets share.
for name in ["BrokenDeployments", "WireClient"] { targets.append(.target(name: name, path: "Tests/\(name)", swiftSettings: settings)) }
for module in modules {
    targets.append(.target(name: module.name, dependencies: module.dependencies, resources: module.resources, swiftSettings: settings))
    if module.hasTests {
        targets.append(
            .testTarget(
                name: module.name + "Tests", dependencies: [.byName(name: module.name)] + module.dependencies + module.testDependencies,
                swiftSettings: settings))
    }
}
targets.append(
    .executableTarget(name: "cloudsh", dependencies: modules.map { .byName(name: $0.name) } + [logging], swiftSettings: settings))
// The contract of the built binary, checked from outside.
targets.append(
    .testTarget(name: "CloudshTests", dependencies: ["JSONCodec", "CommandLanguage", "WireClient", "cloudsh"], swiftSettings: settings))
if Context.environment["CLOUDSH_BENCHMARKS"] != nil {
    targets += [
        .executableTarget(
            name: "part-prices",
            dependencies: [
                "CSQLite", "ControlPlane", "HTTPApplication", "INI", "IdentityService", "PasteDeploy", "Routing", "StandardFilters",
                logging,
            ] + nio,
            path: "Benchmarks/PartPrices",
            swiftSettings: settings),
        .executableTarget(
            name: "reference-server", dependencies: nio + [nioPosix], path: "Benchmarks/ReferenceServer", swiftSettings: settings),
    ]
}

let package = Package(
    name: "cloudsh",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: targets
)

// swift-tools-version: 6.1
import PackageDescription

/// C that computes is built optimised in every configuration, so that debug tests run at native speed.
let optimisedC: [CSetting] = [
    .unsafeFlags(["-O3", "-fno-math-errno", "-ffp-contract=fast", "-fno-semantic-interposition"])
]

/// Debug builds, and so the tests, check at run time that nothing is changed while it is read; in a release that check
/// takes a tenth of what small operations take.
let releaseSettings: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// One room of the house: a Swift library target, with the rooms above it that it may import.
func room(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: releaseSettings)
}

/// The tests of one room.
func tests(of room: String, _ others: [Target.Dependency] = []) -> Target {
    .testTarget(name: room + "Tests", dependencies: [.byName(name: room)] + others)
}

let package = Package(
    name: "tenon",
    products: [
        .executable(name: "tenon", targets: ["tenon"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    ],
    targets: [
        // Native libraries, each wrapped once.
        .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),
        .target(
            name: "CLibCSV", cSettings: optimisedC, linkerSettings: [.linkedLibrary("csv")]),
        .target(
            name: "CKernels", dependencies: ["COpenBLAS"], cSettings: optimisedC,
            linkerSettings: [.linkedLibrary("m"), .linkedLibrary("pthread")]),
        .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
        .target(name: "CStdlib", cSettings: [.unsafeFlags(["-std=c23"])]),

        // The rooms, from the ground up.
        room("Signatures", []),
        room("Tensors", ["Signatures", "CKernels", "COpenBLAS"]),
        room("Graphs", ["Signatures", "Tensors", "CKernels"]),
        room("Frames", ["Signatures", "Tensors", "CKernels", "CLibCSV"]),
        room("Plots", ["Signatures", "Tensors", "Frames"]),
        room("Models", ["Signatures", "Tensors", "Graphs", "Frames"]),
        room(
            "Formats",
            [
                "Signatures", "Tensors", "Graphs", "Frames", "Models",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], exclude: ["ONNX/onnx.proto"]),
        room("Language", ["Signatures"]),
        room(
            "Library",
            ["Signatures", "Tensors", "Graphs", "Frames", "Plots", "Models", "Formats", "Language", "CStdlib"]),
        room(
            "Console",
            ["CKernels", "CReadline", "Signatures", "Tensors", "Frames", "Plots", "Models", "Language", "Library"]),
        .executableTarget(
            name: "tenon",
            dependencies: [
                "Console", "Library", "Language", "Signatures",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests.
        tests(of: "Signatures"),
        tests(of: "Tensors"),
        tests(of: "Graphs", ["Tensors", "Signatures"]),
        tests(of: "Frames", ["Tensors", "Signatures"]),
        tests(of: "Plots", ["Frames", "Tensors", "Signatures"]),
        tests(of: "Models", ["Graphs", "Frames", "Tensors", "Signatures", "Formats"]),
        tests(of: "Formats", ["Models", "Graphs", "Frames", "Tensors", "Signatures"]),
        tests(of: "Language", ["Signatures"]),
        tests(of: "Library", ["Language", "Models", "Signatures", "CStdlib"]),
        tests(of: "Console", ["Frames", "Language", "Library", "Models", "Signatures"]),
    ],
    swiftLanguageModes: [.v6]
)

// `scripts/fuzz` builds this one, with everything instrumented: no other build knows of it.
if Context.environment["TENON_FUZZ"] != nil {
    package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
    package.targets += [
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: ["CFuzzer", "Library", "Language", "Tensors", "Signatures"]),
    ]
}

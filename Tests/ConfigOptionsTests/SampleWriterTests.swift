import ConfigOptions
import Foundation
import INI
import Testing

@Suite("Samples")
struct SampleWriterTests {
    @Test("with all comment signs before options removed, a sample gives every option its default", arguments: ConfigProject.allCases)
    func roundTrip(project: ConfigProject) throws {
        let sample = SampleWriter.sample(for: project)
        let active = sample.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
            line.hasPrefix("#") && !line.hasPrefix("# ") && !line.hasSuffix(" <None>") && !line.hasSuffix("=")
                && !line.hasSuffix("<HOST_IP_ADDRESS>")
                ? line.dropFirst() : line
        }
        let plain = try ConfigLoader(texts: []).load(project)
        let snapshot = try ConfigLoader(texts: [active.joined(separator: "\n")]).load(project)
        #expect(snapshot.unknown.isEmpty)
        for entry in plain.entries where !["host", "my_ip", "my_ipv6", "hostname"].contains(entry.name) {
            #expect(snapshot.value(entry.name, group: entry.group) == plain.value(entry.name, group: entry.group), "\(entry.name)")
        }
        #expect(try ConfigLoader(texts: [sample]).load(project).entries == plain.entries)
    }

    @Test("a sample has for each option its help, type, bounds, choices, default and former names")
    func text() {
        let cinder = SampleWriter.sample(for: .cinder)
        #expect(cinder.hasPrefix("# Options of cinder, each with its default."))
        #expect(
            cinder.contains(
                """

                # Port that the API listens on. (port value)
                # Minimum value: 0
                # Maximum value: 65535
                #osapi_volume_listen_port = 8776

                """))
        #expect(
            cinder.contains(
                """

                # Which pipeline of the deployment file is used: the option of that name in its
                # composites. (string value)
                # Possible values: noauth, noauth_include_project_id, keystone
                #auth_strategy = keystone

                """))
        #expect(
            cinder.contains(
                """

                # Log at level DEBUG in place of INFO. (boolean value)
                # Note: This option can be changed without restarting.
                #debug = false

                """))
        #expect(cinder.contains("# Former name: [DEFAULT] logdir\n#log_dir = <None>\n"))
        #expect(cinder.contains("#instance_format = \"[instance: %(uuid)s] \"\n"))
        #expect(!cinder.contains { $0 == "\t" } && !cinder.contains(" \n"))
    }

    /// `RECORD_SNAPSHOTS=1` writes the files anew.
    @Test("the samples of the repository are what the options say", arguments: ConfigProject.allCases)
    func golden(project: ConfigProject) throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("etc/\(project.rawValue).conf.sample")
        let sample = SampleWriter.sample(for: project)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try sample.write(to: file, atomically: true, encoding: .utf8)
        } else if FileManager.default.fileExists(atPath: file.path) {
            #expect(try String(contentsOf: file, encoding: .utf8) == sample)
        }
    }

    @Test("samples are the same every time", arguments: ConfigProject.allCases)
    func determinism(project: ConfigProject) {
        #expect(SampleWriter.sample(for: project) == SampleWriter.sample(for: project))
    }
}

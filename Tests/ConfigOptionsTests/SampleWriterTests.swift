import ConfigOptions
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
        #expect(cinder.hasPrefix("[DEFAULT]\n\n"))
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

    @Test("samples are the same every time", arguments: ConfigProject.allCases)
    func determinism(project: ConfigProject) {
        #expect(SampleWriter.sample(for: project) == SampleWriter.sample(for: project))
    }
}

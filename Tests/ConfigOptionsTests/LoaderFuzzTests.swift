import ConfigOptions
import Testing

@Suite("No text crashes the loader")
struct LoaderFuzzTests {
    private static let fragments = [
        "[DEFAULT]", "[", "]", "[database]", "[QUOTAS]", "\n", "\n", "\r\n", "=", ":", "$", "${", "}", "$$", "\\$", "$host",
        "${state_path}",
        "$database.connection", "$DEFAULT.host", "host", "state_path", "debug", "osapi_volume_workers", "enabled_backends", "volumes_dir",
        "connection", "replication_device", "process_tags", " ", "\t", "#", ";", ",", "\"", "'", "-1", "99999999999999999999", "1e999",
        "true",
        "é", "\u{FEFF}", "\u{0}", "👩‍👩‍👧", "\u{301}", "my_ip", "::1", "http://", "log-dir", "logdir",
    ]

    @Test("random texts are loaded or refused, whatever they say", arguments: 0..<40)
    func random(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<10 {
            var text = Bool.random(using: &generator) ? "[DEFAULT]\n" : ""
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                text += Self.fragments.randomElement(using: &generator) ?? ""
            }
            do {
                let set = try ConfigLoader(texts: [text, text]).loadAll()
                #expect(set.entries.count > 1000)
                _ = set.warnings.map { "\($0)" }
            } catch {
                #expect(!error.errors.isEmpty)
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("random values are converted or refused by every type", arguments: ConfigProject.allCases)
    func values(project: ConfigProject) {
        var generator = SplitMix(state: 7)
        for option in OptionCatalog.catalog(for: project).options {
            for _ in 0..<5 {
                let count = Int.random(in: 0...6, using: &generator)
                let text = (0..<count).map { _ in Self.fragments.randomElement(using: &generator) ?? "" }.joined()
                _ = try? option.type.value(of: text)
            }
        }
    }
}

/// A generator that gives the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

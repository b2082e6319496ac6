import ConfigOptions
import INI
import Testing

@Suite("Secrets stay secret")
struct SecretTests {
    @Test("a secret is masked where options are shown, and so is what refers to it")
    func masking() throws {
        let text = "[database]\nconnection = sqlite://pw\n[DEFAULT]\nhost = x$database.connection\n"
        let snapshot = try load(.cinder, text)
        #expect(snapshot.string("connection", group: "database") == "sqlite://pw")
        #expect(snapshot.entry("connection", group: "database")?.value == "****")
        #expect(snapshot.entry("host")?.value == "****")
        #expect(snapshot.entry("hmac_keys", group: "profiler")?.defaultValue == "****")
        #expect(snapshot.entry("slave_connection", group: "database")?.value == nil)
        #expect(!snapshot.entries.contains { $0.description.contains("sqlite://pw") })
    }

    @Test(
        "no message shows it",
        arguments: [
            "[database]\nconnection = $hunter2", "[database]\nconnection = pa$hunter2x", "[DEFAULT]\nreplication_device = hunter2",
            "[database]\nconnection = hunter2$connection", "[database]\nconnection = \n  a$hunter2",
        ])
    func messages(text: String) {
        let error = #expect(throws: ConfigErrors.self) { try load(.cinder, text) }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("an unknown option that sounds like a secret is shown without its value")
    func unknown() throws {
        let set = try ConfigLoader(texts: ["[DEFAULT]\nadmin_pasword = x\nold_password = hunter2\n"]).loadAll()
        #expect(set.warnings.count == 2)
        #expect(!set.warnings.contains { $0.description.contains("hunter2") })
    }
}

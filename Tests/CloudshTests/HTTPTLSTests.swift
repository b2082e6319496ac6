import Glibc
import Testing
import WireClient

@Suite("TLS", .blackBox, .serialized)
struct HTTPTLSTests {
    private static let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { (path: String) in access(path, X_OK) == 0 }

    private func makeCertificate(_ directory: String) throws {
        let program = try #require(Self.openssl)
        let result = try ChildProcess(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", directory + "/key.pem",
                "-out",
                directory + "/cert.pem", "-days", "2", "-subj", "/CN=localhost",
            ], input: "", environment: [:], directory: nil, program: program
        ).finish()
        try #require(result.status == 0, "\(result.errors)")
    }

    private func temporary() throws -> String {
        var template = Array("/tmp/cloudsh-tls-XXXXXX".utf8CString)
        return try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    private func remove(_ directory: String) {
        for name in ["cert.pem", "key.pem", "neutron.conf"] { unlink(directory + "/" + name) }
        rmdir(directory)
    }

    @Test("serves https, and leaves a client that speaks plain HTTP there", .enabled(if: openssl != nil, "the openssl command is missing"))
    func https() async throws {
        let directory = try temporary()
        defer { remove(directory) }
        try makeCertificate(directory)
        let options = "use_ssl = True\n[ssl]\ncert_file = \(directory)/cert.pem\nkey_file = \(directory)/key.pem\n"
        try await HTTPServer.serving(neutron: options) { server in
            let result = try ChildProcess(
                ["s_client", "-quiet", "-CAfile", directory + "/cert.pem", "-connect", "127.0.0.1:\(server.ports["neutron"] ?? 0)"],
                input: "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", environment: [:], directory: nil,
                program: Self.openssl ?? ""
            ).finish()
            #expect(result.output.hasPrefix("HTTP/1.1 200 OK"))
            #expect(result.output.contains("https://x/v2.0/"))
            let plain = try server.connect()
            try await plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            // Closed, with or without an alert; an HTTP answer it is not.
            let rest = try? await plain.rest()
            #expect(rest?.contains("HTTP/1") != true)
        }
    }

    @Test(
        "says what is wrong with its files and does not start",
        arguments: [
            ("cert_file = /nowhere/cert.pem\nkey_file = /nowhere/key.pem\n", "/nowhere/cert.pem"),
            ("cert_file = DIR/neutron.conf\nkey_file = DIR/neutron.conf\n", "neutron.conf"), ("key_file = DIR/neutron.conf\n", "cert_file"),
        ])
    func wrongFiles(lines: String, named: String) throws {
        let directory = try temporary()
        defer { remove(directory) }
        let path = directory + "/neutron.conf"
        let text = "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 0\nauth_strategy = noauth\nuse_ssl = True\n[ssl]\n" + lines
        let file = try #require(fopen(path, "w"))
        fputs(text.split(separator: "DIR", omittingEmptySubsequences: false).joined(separator: directory), file)
        fclose(file)
        let result = try Binary.run(["serve", "--config-file", path, "--ephemeral"])
        #expect(result.status == 3)
        #expect(result.errors.contains("neutron: "))
        #expect(result.errors.contains(named))
    }
}

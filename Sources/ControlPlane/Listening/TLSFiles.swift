import ConfigOptions
import Glibc
import NIOSSL

/// The certificate and key of `[ssl]`, as an API server of OpenStack takes them.
enum TLSFiles {
    /// - Throws: ``ControlError`` naming the option that is missing, or the file that cannot be used.
    static func context(_ config: ConfigSnapshot) throws -> NIOSSLContext {
        let certificate = try path("cert_file", config)
        let key = try path("key_file", config)
        for file in [certificate, key] {
            guard access(file, R_OK) == 0 else {
                throw ControlError("cannot read \(file), which [ssl] names: \(String(cString: strerror(errno)))", kind: .cannotStart)
            }
        }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            if let authority = config.string("ca_file", group: "ssl"), !authority.isEmpty {
                configuration.trustRoots = .file(authority)
                configuration.certificateVerification = .noHostnameVerification
            }
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ControlError("cannot use the certificate \(certificate) with the key \(key): \(error)", kind: .cannotStart)
        }
    }

    private static func path(_ option: String, _ config: ConfigSnapshot) throws -> String {
        guard let path = config.string(option, group: "ssl"), !path.isEmpty else {
            throw ControlError("TLS is asked for, but [ssl] \(option) is not set", kind: .cannotStart)
        }
        return path
    }
}

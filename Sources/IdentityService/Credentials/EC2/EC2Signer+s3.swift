import Crypto
import HTTPApplication

extension EC2Signer {
    /// Whether the holder of the secret signed what an S3 service says that was signed.
    func isSignedForS3(_ request: EC2Request) -> Bool {
        guard let given = request.signature, let text = request.stringToSign.flatMap({ Base64.decode($0) }) else { return false }
        guard text.starts(with: "AWS4".utf8) else {
            let code = HMAC<Insecure.SHA1>.authenticationCode(for: text, using: SymmetricKey(data: Array(secret.utf8)))
            return ConstantTime.equal(Self.base64(Array(code)), given)
        }
        return signatureForS3(String(decoding: text, as: UTF8.self)).map { ConstantTime.equal($0, given) } ?? false
    }

    /// - Returns: `nil` when the text is not that of the fourth version for a service that goes by S3's keys.
    private func signatureForS3(_ text: String) -> String? {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard lines.count == 4, lines[0] == "AWS4-HMAC-SHA256" else { return nil }
        let scope = lines[2].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard scope.count == 4, ["s3", "iam", "sts"].contains(scope[2]), scope[3] == "aws4_request" else { return nil }
        return signature4(of: text, date: scope[0], region: scope[1], service: scope[2])
    }
}

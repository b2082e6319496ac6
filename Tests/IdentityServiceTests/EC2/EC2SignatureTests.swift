import HTTPApplication
import JSONCodec
import Testing

@testable import IdentityService

/// The signatures come from python-keystoneclient 6.0, and for S3 from the same steps in Python.
@Suite struct `Signatures of EC2 and S3 clients` {
    private static let signer = EC2Signer(secret: "66afbd5ba3a14ccb8ad5a4d5d1f3a2f4")
    private static let noBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private static let scope = "k/20261121/us-east-1/ec2/aws4_request"
    private static let headers: JSONObject = [
        "Host": "ec2.example.org:8773", "Content-Type": "application/x-www-form-urlencoded; charset=utf-8 ",
        "X-Amz-Date": "20261121T200000Z",
        "Authorization": .string(
            "AWS4-HMAC-SHA256 Credential=\(scope),SignedHeaders=content-type;host;x-amz-date;x-none,Signature=abc"),
    ]

    private static func request(_ params: JSONObject, headers: JSONObject = [:], verb: String = "GET", _ signature: String) throws
        -> EC2Request
    {
        try #require(
            EC2Request([
                "access": "k", "signature": .string(signature), "host": "ec2.example.org:8773", "verb": .string(verb),
                "path": "/services/Cloud", "params": .object(params), "headers": .object(headers), "body_hash": .string(noBody),
            ]))
    }

    private static func params(_ version: String) -> JSONObject {
        [
            "SignatureVersion": .string(version), "Action": "DescribeInstances", "Timestamp": "2026-11-21T20:00:00Z",
            "AWSAccessKeyId": "k",
        ]
    }

    private static func longer(_ version: String, _ filter: String) -> JSONObject {
        var params = params(version)
        params["maxResults"] = 7
        params["Filter.1"] = .string(filter)
        return params
    }

    @Test func `every version is signed as the client signs it`() throws {
        var boto = Self.headers
        boto["User-Agent"] = "Boto/2.9.2 (linux2)"
        let query: JSONObject = [
            "Action": "ListUsers", "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": .string(Self.scope),
            "X-Amz-SignedHeaders": "host", "X-Amz-Date": "20261121T200000Z",
        ]
        let users: JSONObject = ["Action": "ListUsers", "Version": "2010-05-08"]
        let requests = [
            try Self.request(Self.params("0"), "ai7HHru8BW4+JpW8mmUmpQOVdsQ="),
            try Self.request(Self.longer("1", "a b/ü"), "V0LKKbYhG8bqkMceldqkGD86aLs="),
            try Self.request(Self.longer("2", "a b/ü~*"), "7Bgl/TfyRPTZD5MDsy5tcAkT3Y4e1gl4QiOP8UUFQDw="),
            // Signed without the port.
            try Self.request(Self.longer("2", "a b/ü~*"), "InuuNHge4IGfjH/Baj/Xds+sdc+P3hJ1pIMNjGzdSgo="),
            try Self.request(users, headers: Self.headers, "81f6884de80f5b3531bf11813f47219a2c17b45effdb284c0b79936af5c5f33f"),
            try Self.request(
                users, headers: Self.headers, verb: "post", "6de1fb0c5a333d5a350820836667be146d748de0336712ce0e4679b544fb81ad"),
            try Self.request(users, headers: boto, verb: "post", "9e09588c450bee74b184e1225848fb9e8551a6a69109bd3ef64db79961b248c5"),
            try Self.request(
                query, headers: ["Host": "ec2.example.org:8773"], "a2ebc5eca9ef98b3f8d5f6f03c9c53ff451729fb7ebe52c5405d5d9a394167cd"),
        ]
        for var request in requests {
            #expect(Self.signer.isSigned(request), "\(request)")
            #expect(!EC2Signer(secret: "other").isSigned(request))
            request.signature?.removeLast()
            #expect(!Self.signer.isSigned(request))
            request.signature = nil
            #expect(!Self.signer.isSigned(request))
        }
    }

    @Test func `a request without what its version needs has no signature`() throws {
        var other = Self.headers
        other["X-Amz-Date"] = "20261122T000000Z"
        let unsigned: JSONObject = ["Authorization": "AWS4-HMAC-SHA256 Credential=k/x", "X-Amz-Date": "20261121T200000Z"]
        for request in [
            try Self.request([:], "x"), try Self.request(["SignatureVersion": "0"], "x"), try Self.request(["SignatureVersion": "3"], "x"),
            try Self.request([:], headers: other, "x"), try Self.request([:], headers: unsigned, "x"),
            try Self.request([:], headers: ["Authorization": "AWS4-HMAC-SHA256"], "x"),
            try Self.request(["X-Amz-Algorithm": "AWS4-HMAC-SHA256"], "x"),
        ] { #expect(Self.signer.signature(of: request) == nil, "\(request)") }
    }

    static func text(_ service: String) -> String {
        let text = "AWS4-HMAC-SHA256\n20261121T200000Z\n20261121/us-east-1/\(service)/aws4_request\n\(noBody)"
        return Base64.encode(Array(text.utf8), .urlSafe, padding: true)
    }

    @Test(arguments: [
        ("R0VUCgoKU2F0LCAyMSBOb3YgMjAyNiAyMDowMDowMCArMDAwMAovYnVja2V0L2tleQ==", "6/4oA3+/4tuPWTut4Spc+ieGGG8=", true),
        (text("s3"), "eceb1320b8b5ab6ac0b4ab7df5b7ceff337df583dcdbb8914f027498bb9e4b36", true),
        (text("sts"), "4991ff4da279092710f42bbd12bb93ef7406c72ffdb52f8436524690378245ec", true),
        // A key of another service opens no bucket.
        (text("ec2"), "96a1a13ca5e4a9fc27ae2130b7aaba9ac40d68d9ad11ddfbfc6fd6827c2844e1", false),
        (text("s3"), "4991ff4da279092710f42bbd12bb93ef7406c72ffdb52f8436524690378245ec", false), ("QVdTNA==", "x", false),
        ("%", "x", false),
    ])
    func `what an S3 service says was signed is checked`(_ text: String, _ signature: String, _ isRight: Bool) throws {
        let request = try #require(EC2Request(["access": "k", "signature": .string(signature), "token": .string(text)]))
        #expect(Self.signer.isSignedForS3(request) == isRight)
    }

    @Test func `times are read with and without separators`() {
        #expect(EC2Request.timestamp("20261121T200102Z") == Timestamp(identityTime: "2026-11-21T20:01:02Z"))
        #expect(EC2Request.timestamp("2026-11-21T20:01:02Z") != nil)
        for text in ["", "20261121", "20261321T200102Z", "x0261121T200102Z"] { #expect(EC2Request.timestamp(text) == nil) }
    }
}

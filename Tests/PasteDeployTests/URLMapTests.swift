import HTTPApplication
import NIOCore
import NIOHTTP1
import PasteDeploy
import Testing

@Suite struct `A urlmap` {
    private let map = URLMap(entries: [
        .init(key: URLMapKey(path: "/"), application: EchoingApplication(name: "root")),
        .init(key: URLMapKey(path: "/v1"), application: EchoingApplication(name: "v1")),
        .init(key: URLMapKey(path: "/v1//admin/"), application: EchoingApplication(name: "admin")),
        .init(key: URLMapKey(domain: "Example.org", path: "/v1"), application: EchoingApplication(name: "example")),
        .init(key: URLMapKey(domain: "example.org:8080", path: "/"), application: EchoingApplication(name: "port")),
    ])

    @Test(arguments: [
        ("/", "any", "root '' '/'"), ("/nope", "any", "root '' '/nope'"), ("/v1", "any", "v1 '/v1' ''"), ("/v1/", "any", "v1 '/v1' '/'"),
        ("/v1x", "any", "root '' '/v1x'"), ("/v1/a", "any", "v1 '/v1' '/a'"), ("//v1//a", "any", "v1 '/v1' '/a'"),
        ("/v1/admin", "any", "admin '/v1/admin' ''"), ("/v1/administrator", "any", "v1 '/v1' '/administrator'"),
        ("/v1/a", "EXAMPLE.org", "example '/v1' '/a'"), ("/v1/a", "example.org:8080", "example '/v1' '/a'"),
        ("/b", "example.org:8080", "port '' '/b'"), ("/b", "example.org:80", "root '' '/b'"), ("/V1", "any", "root '' '/V1'"),
    ])
    func `dispatches to the longest prefix of the host`(target: String, host: String, expected: String) async throws {
        let response = try await map.respond(to: Request(method: .GET, target: target, host: host))
        #expect(String(buffer: response.bufferedBody) == expected + " []")
    }

    @Test func `adds to the script name when it stands in another`() async throws {
        let outer = URLMap(entries: [.init(key: URLMapKey(path: "/volume"), application: map)])
        let response = try await outer.respond(to: Request(method: .GET, target: "/volume/v1/x"))
        #expect(String(buffer: response.bufferedBody) == "v1 '/volume/v1' '/x' []")
    }

    @Test(arguments: [("*/*", "text/plain; charset=UTF-8"), ("text/html,*/*", "text/html; charset=UTF-8")])
    func `answers 404 as text when nothing matches`(accept: String, type: String) async throws {
        let map = URLMap(entries: [.init(key: URLMapKey(path: "/a"), application: EchoingApplication(name: "a"))])
        let response = try await map.respond(to: Request(method: .GET, target: "/x%3Cy", headers: ["Accept": accept]))
        #expect(response.status == .notFound)
        #expect(response.headers["content-type"] == [type])
        #expect(String(buffer: response.bufferedBody).contains(accept.contains("html") ? "/x&lt;y" : "/x<y"))
    }

    @Test(arguments: ["not_found_app = none\n[DEFAULT]\n", "[DEFAULT]\nnot_found_app = none\n"])
    func `hands over to the app for everything else`(lines: String) async throws {
        let text =
            "[composite:main]\nuse = egg:Paste#urlmap\n/a = a\ndomain host port 81 /b/ = a\n\(lines)[app:a]\nuse = call:m:app\n[app:none]\nuse = call:m:app\n"
        let loader = DeployLoader(registry: .forTests(), settings: DeploySettings(authStrategy: ""), readFile: { _ in "" })
        let plan = try loader.plan(.text(text, name: "f"))
        #expect(plan.paths.map(\.mount) == ["/a", "//host:81/b", "/*"])
        #expect(plan.description.contains("domain host port 81 /b"))
        let response = try await plan.build().respond(to: Request(method: .GET, target: "/x"))
        #expect(String(buffer: response.bufferedBody) == "none '' '/x' []")
    }
}

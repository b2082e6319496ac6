import HTTPApplication
import NIOHTTP1
import StandardFilters
import Testing

@Suite("noauth and fake_project_id")
struct NoAuthTests {
    @Test(
        "a token is user:project, the project the user when it is missing",
        arguments: [
            ("fred:demo", "fred", "demo"), ("fred", "fred", "fred"), ("fred:", "fred", "fred"), ("a:b:c", "a", "b:c"), (":p", "", "p"),
            ("notused", "notused", "notused"),
        ])
    func token(token: String, user: String, project: String) async throws {
        let request = Harness.request(.GET, "/v3/volumes", ["X-Auth-Token": token])
        let response = try await Harness.run(NoAuthFilter(), request: request)
        #expect(response.text == "inner")
        #expect(request.context.userID == user)
        #expect(request.context.projectID == project)
        #expect(request.context.isAdmin && request.context.isAuthenticated)
        #expect(request.context.hasRole("admin"))
    }

    struct Greeting: Sendable, CustomTestStringConvertible {
        var script: String
        var path: String
        var includesProject = false
        var headers: HTTPHeaders = [:]
        var token = "admin:admin"
        var url: String
        var testDescription: String { script + path }
    }

    @Test(
        "without a token the answer is 204 with one and the URL to use it on",
        arguments: [
            Greeting(script: "/v3", path: "/", url: "http://api.example:9696/v3"),
            Greeting(script: "/v3", path: "", headers: ["X-Auth-Token": ""], url: "http://api.example:9696/v3"),
            Greeting(script: "/v3", path: "/", includesProject: true, url: "http://api.example:9696/v3/admin"),
            Greeting(script: "/v2", path: "/", url: "http://api.example:9696/v2/admin"),
            Greeting(
                script: "/v1", path: "", headers: ["X-Auth-User": "fred", "X-Auth-Project-Id": "a b"], token: "fred:a b",
                url: "http://api.example:9696/v1/a%20b"),
            Greeting(script: "/v3", path: "/a\r\nb", url: "http://api.example:9696/v3/a%0D%0Ab"),
        ])
    func greeting(expected: Greeting) async throws {
        var headers = expected.headers
        if !headers.contains(name: "X-Auth-User") { headers.add(name: "X-Auth-User", value: "admin") }
        let request = Harness.request(.GET, "/", headers)
        request.scriptName = expected.script
        request.pathInfo = expected.path
        let response = try await Harness.run(NoAuthFilter(includesProjectID: expected.includesProject), request: request)
        #expect(response.status == .noContent)
        #expect(response.text.isEmpty)
        #expect(response.headers["X-Auth-Token"] == [expected.token])
        #expect(response.headers["X-Server-Management-Url"] == [expected.url])
    }

    @Test("an API's root is seen without a token, and nothing below it", arguments: [("", true), ("/", true), ("/volumes", false)])
    func discovery(path: String, isSeen: Bool) async throws {
        let request = Harness.request(.GET, "/")
        request.pathInfo = path
        let response = try await Harness.run(NoAuthFilter(), request: request)
        #expect((response.status == .noContent) != isSeen)
        #expect(!request.context.isAuthenticated)
    }

    @Test(
        "fake_project_id gives a project to who has none",
        arguments: [([:], "fake_project_id"), (["X-Project-Id": "p"], "p")] as [(HTTPHeaders, String)])
    func fakeProject(headers: HTTPHeaders, project: String) async throws {
        let request = Harness.request(headers)
        _ = try await Harness.run(FakeProjectFilter(), request: request)
        #expect(request.context.projectID == project)
        #expect(request.context.isAdmin && request.context.isAuthenticated)
        let known = Harness.request()
        known.context.projectID = "mine"
        _ = try await Harness.run(FakeProjectFilter(), request: known)
        #expect(known.context.projectID == "mine")
        #expect(!known.context.isAdmin)
    }
}

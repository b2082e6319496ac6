import NIOHTTP1
import Routing
import Testing

struct MapperTests {
    private let mapper = Mapper(
        [
            Route(.GET, "/", resource: "", action: "versions", handler: 0),
            Route(.GET, "/networks", resource: "network", action: "index", handler: 1),
            Route(.POST, "/networks", resource: "network", action: "create", handler: 2),
            Route(.GET, "/networks/{id}", resource: "network", action: "show", handler: 3),
            Route(.GET, "/[{project_id}]/volumes/{id}", resource: "volume", action: "show", handler: 4),
            Route(.GET, "/[{project_id}]/volumes/detail", resource: "volume", action: "detail", handler: 5),
            Route(.DELETE, "/[{project_id}]/volumes/{id}", resource: "volume", action: "delete", handler: 6),
            Route(.PUT, "/{collection}/{id}/tags/{tag}", resource: "tag", action: "update", extension: "tag", handler: 7),
        ], ignoringSuffix: ".json")

    private func handler(_ method: HTTPMethod, _ path: String) -> Int? {
        if case .found(let route, _) = mapper.match(method, path) { route.handler } else { nil }
    }

    private func captures(_ method: HTTPMethod, _ path: String) -> [String: String] {
        guard case .found(_, let captures) = mapper.match(method, path) else { return [:] }
        return Dictionary(captures.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test(
        "A path finds the route of its method",
        arguments: [
            (HTTPMethod.GET, "/", 0), (.GET, "/networks", 1), (.POST, "/networks", 2), (.GET, "/networks/x", 3), (.GET, "/networks/", 1),
            (.GET, "/networks.json", 1), (.GET, "/networks/x.json", 3), (.GET, "/volumes/v", 4), (.GET, "/p/volumes/v", 4),
            (.GET, "/p/volumes/detail", 5), (.GET, "/volumes/detail", 5), (.DELETE, "/volumes/detail", 6), (.PUT, "/ports/x/tags/red", 7),
            (.GET, "/volumes/volumes/é", 4),
        ])
    func matches(method: HTTPMethod, path: String, expected: Int) {
        #expect(handler(method, path) == expected)
    }

    @Test("Captures are the segments the template names, and a part left out captures nothing")
    func capturesSegments() {
        #expect(captures(.GET, "/networks/8f14.json") == ["id": "8f14"])
        #expect(captures(.GET, "/p/volumes/v") == ["project_id": "p", "id": "v"])
        #expect(captures(.GET, "/volumes/v") == ["id": "v"])
        #expect(captures(.PUT, "/ports/x/tags/a b") == ["collection": "ports", "id": "x", "tag": "a b"])
    }

    @Test("A known path with another method answers the methods it has", arguments: ["/networks", "/networks.json"])
    func wrongMethod(path: String) {
        guard case .methodNotAllowed(let methods) = mapper.match(.DELETE, path) else {
            Issue.record("\(path) was not refused for its method")
            return
        }
        #expect(methods == [.GET, .POST])
    }

    @Test("An unknown path is not found", arguments: ["", "/nope", "/networks/x/y", "//networks", "/networks//", "/volumes//", "networks"])
    func unknown(path: String) {
        guard case .notFound = mapper.match(.GET, path) else {
            Issue.record("\(path) was found")
            return
        }
    }

    @Test("The explanation names the nearest routes first and why each missed")
    func explains() {
        #expect(mapper.explain(.GET, "/networks").isEmpty)
        let method = mapper.explain(.PATCH, "/networks/x")
        #expect(method.first?.route.handler == 3)
        #expect(method.first?.reason == "the method is GET, not PATCH")
        let misspelt = mapper.explain(.GET, "/netwroks")
        #expect(misspelt.first?.reason == "segment 1 is 'netwroks', not 'networks'")
        let longer = mapper.explain(.GET, "/networks/x/y")
        #expect(longer.first?.reason == "the path goes on with 'y'")
    }

    @Test("A thousand routes are all found")
    func many() {
        let routes = (0..<1000).map { Route(.GET, "/r\($0)/{id}", resource: "r", action: "show", handler: $0) }
        let mapper = Mapper(routes)
        for index in 0..<1000 {
            guard case .found(let route, let captures) = mapper.match(.GET, "/r\(index)/x") else {
                Issue.record("/r\(index)/x was not found")
                return
            }
            #expect(route.handler == index)
            #expect(captures["id"] == "x")
        }
    }
}

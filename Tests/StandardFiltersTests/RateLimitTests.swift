import HTTPApplication
import JSONCodec
import NIOHTTP1
import StandardFilters
import Testing

@Suite("ratelimit")
struct RateLimitTests {
    @Test("rules are read as they are written")
    func parsing() throws {
        let rules = try RateLimit.parse(
            "(GET, \"*\", .*, 10, MINUTE);(post, */volumes, ^/[^/]+/volumes, 1, day) ; (PUT, 'a;b', \".{1,3}x\", 3, SECOND);")
        #expect(rules.map(\.method) == [.GET, .POST, .PUT])
        #expect(rules.map(\.uri) == ["*", "*/volumes", "a;b"])
        #expect(rules.map(\.count) == [10, 1, 3])
        #expect(rules.map(\.unit) == [.minute, .day, .second])
        #expect(rules[1].pattern.matches("/p/volumes/detail") && !rules[1].pattern.matches("/x/p/volumes"))
        #expect(rules[2].pattern.matches("/abx") && !rules[2].pattern.matches("/abcdx"))
        #expect(try RateLimit.parse("").isEmpty)
        #expect(try RateLimit.parse(RateLimit.defaults).count == 3)
    }

    @Test(
        "a rule that is none is refused with its number and reason",
        arguments: [
            ("GET, *, .*, 10, MINUTE", "rule 1: `GET, *, .*, 10, MINUTE` is not in parentheses"),
            ("(GET, *, .*, 10, MINUTE);(GET, *, .*, 10)", "rule 2: 4 fields"), ("(GET, *, .*, 10, MINUTE, x)", "rule 1: 6 fields"),
            ("(FETCH, *, .*, 10, MINUTE)", "rule 1: `FETCH` is no method"), ("(GET, *, .*, ten, MINUTE)", "rule 1: the count `ten`"),
            ("(GET, *, .*, 0, MINUTE)", "rule 1: the count `0`"), ("(GET, *, .*, -1, MINUTE)", "rule 1: the count `-1`"),
            ("(GET, *, .*, 10, WEEK)", "rule 1: `WEEK` is no unit"),
            ("(GET, *, \"a(\", 10, MINUTE)", "rule 1: `a(` is no regular expression"),
            ("()", "rule 1: 1 fields"), ("(", "rule 1: `(` is not"), ("(GET, \"*, .*, 10, MINUTE)", "rule 1: 2 fields"),
        ])
    func mistakes(text: String, message: String) {
        let error = #expect(throws: RateLimitError.self) { try RateLimit.parse(text) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    private func ask(_ filter: RateLimitFilter, _ method: HTTPMethod = .POST, _ target: String = "/p/volumes", user: String = "u")
        async throws -> Response
    {
        let request = Harness.request(method, target)
        request.context.userID = user
        return try await Harness.run(filter, request: request)
    }

    @Test("requests beyond the count of the unit are refused until enough time has passed")
    func limiting() async throws {
        let clock = Box(100.0)
        let filter = RateLimitFilter(try RateLimit.parse("(POST, *, .*, 3, MINUTE)"), now: { clock.value })
        for _ in 0..<3 { #expect(try await ask(filter).status == .ok) }
        let refused = try await ask(filter)
        #expect(refused.status == .payloadTooLarge)
        #expect(refused.headers["Retry-After"] == ["20"])
        #expect(refused.json?["overLimit"]?["code"] == 413)
        #expect(refused.json?["overLimit"]?["retryAfter"] == "20")
        #expect(try await ask(filter, .GET).status == .ok)
        #expect(try await ask(filter, user: "other").status == .ok)
        clock.value += 19.5
        #expect(try await ask(filter).headers["Retry-After"] == ["1"])
        clock.value += 0.5
        #expect(try await ask(filter).status == .ok)
        #expect(try await ask(filter).status == .payloadTooLarge)
        clock.value += 60
        for _ in 0..<3 { #expect(try await ask(filter).status == .ok) }
    }

    @Test("the longest wait of several rules counts, and only rules that match the path")
    func several() async throws {
        let clock = Box(0.0)
        let rules = try RateLimit.parse("(POST, *, .*, 2, SECOND);(POST, */snapshots, .*/snapshots, 1, HOUR);(POST, *x*, .*x=1, 1, DAY)")
        let filter = RateLimitFilter(rules, now: { clock.value })
        #expect(try await ask(filter, .POST, "/p/snapshots").status == .ok)
        #expect(try await ask(filter, .POST, "/p/snapshots").headers["Retry-After"] == ["3600"])
        clock.value += 1
        #expect(try await ask(filter, .POST, "/p/volumes?x=1").status == .ok)
        #expect(try await ask(filter, .POST, "/p/volumes?x=1").headers["Retry-After"] == ["86400"])
    }

    @Test("many users are not remembered for ever")
    func manyUsers() async throws {
        let clock = Box(0.0)
        let filter = RateLimitFilter(try RateLimit.parse("(POST, *, .*, 1, SECOND)"), now: { clock.value })
        for user in 0..<10_001 {
            #expect(try await ask(filter, user: "user\(user)").status == .ok)
        }
        #expect(try await ask(filter, user: "user10000").status == .payloadTooLarge)
    }

    @Test("without a user the client's address counts")
    func addresses() async throws {
        let filter = RateLimitFilter(try RateLimit.parse("(GET, *, .*, 1, DAY)"), now: { 0 })
        for (address, status) in [("10.0.0.1", HTTPResponseStatus.ok), ("10.0.0.2", .ok), ("10.0.0.1", .payloadTooLarge)] {
            let request = Harness.request()
            request.remoteAddress = address
            #expect(try await Harness.run(filter, request: request).status == status)
        }
    }
}

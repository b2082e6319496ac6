import CommandLanguage
import JSONCodec
import Testing

@Suite("Output", .blackBox)
struct OutputTests {
    /// A command that lists or shows, with words that make sense on a fresh instance.
    struct Listing: Sendable, CustomTestStringConvertible {
        var command: String
        var isList = true
        /// The fields of section 4 of the contract.
        var fields: [String]
        var testDescription: String { command }
    }

    static let listings: [Listing] = {
        let app = ["name", "source", "section", "listen", "state", "strategy", "revision", "in_flight"]
        let revision = [
            "revision", "app", "state", "strategy", "filters", "in_flight", "source", "digest", "created_at", "created_by",
        ]
        let strategy = ["app", "strategy", "active", "filters"]
        let route = ["method", "path", "app", "resource", "action", "extension"]
        let resource = ["name", "collection", "app", "extension", "path", "operations"]
        let alias = ["alias", "name", "app", "state", "resources", "requires"]
        return [
            Listing(command: "app list", fields: app),
            Listing(command: "app show neutron", isList: false, fields: app),
            Listing(command: "pipeline list", fields: revision),
            Listing(command: "pipeline list neutron", fields: revision),
            Listing(command: "pipeline show neutron", isList: false, fields: revision),
            Listing(command: "auth list", fields: strategy),
            Listing(command: "auth show", fields: strategy),
            Listing(command: "route list --app neutron", fields: route),
            Listing(command: "route match GET /v2.0/networks", isList: false, fields: route),
            Listing(command: "resource list", fields: resource),
            Listing(command: "resource show network", isList: false, fields: resource),
            Listing(command: "extension list", fields: alias),
            Listing(command: "extension show quotas --app neutron", isList: false, fields: alias),
            Listing(
                command: "worker list",
                fields: ["id", "service", "topic", "pid", "state", "calls", "failures", "queue_depth", "last_heartbeat"]),
            Listing(command: "rpc list", fields: ["topic", "namespace", "version", "methods"]),
            Listing(command: "config show DEFAULT", fields: ["name", "group", "value", "default", "source", "mutable"]),
        ]
    }()

    @Test("JSON has the fields of the contract, a list as an array", arguments: listings)
    func json(listing: Listing) throws {
        let result = try RunningInstance.shared().attach(["-c", listing.command + " -o json"])
        #expect(result.status == 0, "\(result)")
        let document = try JSONValue(parsing: result.output)
        let objects = listing.isList ? try #require(document.arrayValue) : [document]
        #expect(!objects.isEmpty)
        for object in objects {
            let keys = try #require(object.objectValue).keys
            for field in listing.fields { #expect(keys.contains(field), "\(field) is missing: \(keys)") }
            for key in keys { #expect(key.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(key)") }
        }
    }

    @Test("Every format, on every command that lists or shows", arguments: listings)
    func formats(listing: Listing) throws {
        let instance = try RunningInstance.shared()
        let first = try #require(listing.fields.first)
        // One start for all of them.
        let script = ["table", "json", "yaml", "csv", "value", "wide"].flatMap {
            ["\(listing.command) -o \($0)", "echo ---", "\(listing.command) -f \($0) -c \(first) --no-headers", "echo ---"]
        }
        let result = try instance.attach([], input: script.joined(separator: "\n"))
        #expect(result.status == 0, "\(result)")
        let parts = result.output.split(separator: "---\n", omittingEmptySubsequences: false).map(String.init)
        try #require(parts.count == 13)
        #expect(parts[0].hasPrefix("+-") && parts[10].hasPrefix("+-"))
        #expect((try? JSONValue(parsing: parts[2])) != nil)
        #expect(parts[6].hasPrefix(listing.isList ? first : ""), "\(parts[6])")
        // Without headers, one column of each row is all there is.
        #expect(!parts[7].contains(",") || listing.fields[0] == "path")
        #expect(!parts[9].isEmpty && !parts[9].contains("+-"))
    }

    @Test("An empty list is []")
    func empty() throws {
        let result = try Scratch().run(["-c", "app list -o json", "-c", "pipeline list -f json", "-c", "worker list -o json"])
        #expect(result.status == 0 && result.output == "[]\n[]\n[]\n", "\(result)")
    }

    @Test(
        "Columns, order, headers",
        arguments: [
            Call(
                "columns in the order asked for", ["-c", "app list -o csv -c state -c name --sort name"],
                output: "state,name\nrunning,neutron\nrunning,osapi_volume\n"),
            Call("no headers", ["-c", "app list -o csv -c name --no-headers --sort name"], output: "neutron\nosapi_volume\n"),
            Call("downwards", ["-c", "app list -o value -c name --sort name:desc"], output: "osapi_volume\nneutron\n"),
            Call("-f is -o", ["-c", "app list -f value -c name --sort name"], output: "neutron\nosapi_volume\n"),
            Call(
                "the tool's -o, and the command's over it", ["-o", "json", "-c", "app list -o value -c name --sort name"],
                output: "neutron\nosapi_volume\n"),
            Call("an unknown column", ["-c", "app list -c nme"], status: 2, errorsHave: ["'nme'", "name"]),
            Call("an unknown column to sort by", ["-c", "app list --sort nme"], status: 2, errorsHave: ["nme"]),
            Call("a cell with a list", ["-c", "auth show -o value -c filters --app neutron"], outputHas: ["request_id"]),
            Call("YAML", ["-c", "app show neutron -o yaml -c name -c state"], output: "name: neutron\nstate: running\n"),
        ])
    func columns(call: Call) throws { call.check(try RunningInstance.shared().attach(call.arguments)) }

    @Test("A request with -i -o json: status, headers, body, elapsed_us, trace")
    func response() throws {
        let result = try RunningInstance.shared().attach(["-c", "get /v2.0/networks -i -o json --trace"])
        #expect(result.status == 0, "\(result)")
        let document = try JSONValue(parsing: result.output)
        #expect(document.objectValue?.keys == ["status", "headers", "body", "elapsed_us", "trace"])
        #expect(document["status"] == 200)
        #expect(document["headers"]?.objectValue != nil && document["body"]?["networks"]?.arrayValue != nil)
        #expect((document["elapsed_us"]?.integerValue ?? 0) > 0)
        let trace = try #require(document["trace"]?.arrayValue)
        let names = trace.compactMap { $0["name"]?.stringValue }
        #expect(names.contains("request_id"))
        #expect(trace.filter { $0["answered"] == true }.count == 1)
    }

    @Test("-i prints the status line and the headers")
    func head() throws {
        let result = try RunningInstance.shared().attach(["-c", "get /v2.0/networks -i", "-c", "head / --app neutron -i"])
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("200 OK") && result.output.lowercased().contains("content-type: application/json"), "\(result)")
    }

    @Test("--trace says which filter answered")
    func trace() throws {
        let instance = try RunningInstance()
        let result = try instance.attach(
            ["-c", "auth use keystone --app neutron", "-c", "get /v2.0/networks --trace\nexpect 401"])
        #expect(result.status == 0, "\(result)")
        let answered = result.output.split(separator: "\n").first { $0.contains("authtoken") && $0.contains("yes") }
        #expect(answered != nil, "\(result)")
    }

    @Test("route match explains: the winner, or the near misses with exit 1")
    func routes() throws {
        let instance = try RunningInstance.shared()
        let found = try instance.attach(["-c", "route match GET /v2.0/networks/abc -o json"])
        #expect(try JSONValue(parsing: found.output)["captures"]?["id"] == "abc", "\(found)")
        let missed = try instance.attach(["-c", "route match GET /v2.0/netwoks"])
        #expect(missed.status == 1 && missed.errors.contains("/v2.0/networks"), "\(missed)")
    }
}

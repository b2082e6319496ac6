import Testing

/// Single filters of a running app, changed through the built binary.
@Suite("Editing of pipelines")
struct PipelineEditingTests {
    @Test("A filter is put in, compared, used and saved, and the saved file loads to the same digest")
    func flow() throws {
        let scratch = try Scratch(Scratch.configuration)
        let result = try scratch.runWithServices(
            [],
            input: """
                capture new = pipeline insert neutron sizelimit after catch_errors
                assert ${new.state} == loaded
                -pipeline diff neutron ${new.revision}
                pipeline use neutron ${new.revision}
                capture active = pipeline show neutron
                assert ${active.revision} == ${new.revision}
                save saved.ini --app neutron
                pipeline load neutron again saved.ini
                capture again = pipeline show again
                assert ${again.digest} == ${active.digest}
                pipeline diff neutron again
                pipeline diff neutron saved.ini -o json
                """ + "\n")
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("/v2.0: filter added: sizelimit (after catch_errors)\n"), "\(result)")
        #expect(result.output.contains(" routes through another pipeline: /v2.0"), "\(result)")
        #expect(result.output.hasSuffix("[]\n"), "\(result)")
        let saved = scratch.read("saved.ini") ?? ""
        #expect(saved.hasPrefix("# Deployment of the network service."))
        #expect(saved.contains("request_id fake_project_id catch_errors sizelimit osprofiler extensions"))
    }

    @Test("What cannot be done says why, with the exit status for it")
    func failures() throws {
        let scratch = try Scratch(Scratch.configuration.merging(["there.ini": "mine"]) { $1 })
        for (command, status, message) in [
            ("pipeline insert neutron debg", 1, "Did you mean `debug`?"), ("pipeline insert neutron debug before", 2, "before"),
            ("pipeline insert neutron debug befor extensions", 2, "befor"),
            ("pipeline insert neutron debug colour=red", 1, "filter `debug` has no option `colour`"),
            ("pipeline remove neutron extensions --confirm 5", 2, "--use"), ("pipeline replace neutron nothing debug", 1, "nothing"),
            ("pipeline remove neutron extensions --use --probe 'GET /v2.0/extensions 200'", 6, "probe"),
            ("save there.ini --app neutron", 1, "--force"), ("pipeline diff neutron nowhere.ini", 2, "nowhere.ini"),
        ] {
            let result = try scratch.runWithServices(["-c", command])
            #expect(result.status == Int32(status), "\(command): \(result)")
            #expect(result.errors.contains(message), "\(command): \(result)")
        }
        #expect(scratch.read("there.ini") == "mine")
        let difference = try scratch.runWithServices(
            ["-c", "pipeline insert neutron debug --name other", "-c", "pipeline diff neutron other -o csv -c change -c method -c path"])
        #expect(difference.status == 1)
        #expect(difference.output.contains("route through another pipeline,GET,/v2.0/networks\n"), "\(difference)")
    }
}

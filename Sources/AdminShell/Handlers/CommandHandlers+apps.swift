import CommandLanguage
import ControlPlane
import JSONCodec

extension CommandHandlers {
    static let appHandlers: [String: Handler] = [
        "app list": { handlers, invocation in
            invocation.table(await handlers.plane.appInformation().map(\.object))
        },
        "app show": { handlers, invocation in
            invocation.record(try await handlers.plane.appInformation(try invocation.required("name")).object)
        },
        "app load": { handlers, invocation in
            let (file, section) = splitDeployment(try invocation.required("file"))
            let app = try await handlers.plane.loadApp(
                file: file, section: section, name: invocation["name"], listen: invocation["listen"], by: handlers.caller)
            return invocation.record(app.object)
        },
        "app unload": { handlers, invocation in
            let name = try invocation.required("name")
            try await handlers.plane.unloadApp(name)
            return .text("\(name) is unloaded\n")
        },
        "app start": { handlers, invocation in
            let app = try await handlers.plane.startApp(try invocation.required("name"))
            return .text("\(app.name) listens on \(app.listen)\n")
        },
        "app stop": { handlers, invocation in
            let app = try await handlers.plane.stopApp(try invocation.required("name"))
            return .text("\(app.name) is stopped\n")
        },
    ]

    /// `FILE` or `FILE#SECTION`.
    static func splitDeployment(_ text: String) -> (file: String, section: String?) {
        guard let mark = text.lastIndex(of: "#"), mark > text.startIndex else { return (text, nil) }
        return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }
}

extension AppInformation {
    var object: JSONObject {
        var object: JSONObject = [
            "name": .string(name), "source": .string(source), "section": .string(section), "listen": .string(listen),
            "state": .string(state.rawValue), "strategy": .string(strategy), "revision": JSONValue(revision),
            "in_flight": .integer(inFlight),
        ]
        if let reason { object["reason"] = .string(reason) }
        return object
    }
}

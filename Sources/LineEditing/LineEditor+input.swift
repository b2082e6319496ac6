import Glibc

extension LineEditor {
    private enum Wait {
        case untilInput
        /// Sequences of one key come together; a key's ESC alone does not wait long.
        case milliseconds(Int32)
    }

    private static let escape: wchar_t = 0x1b

    private enum Byte {
        case byte(UInt8)
        case timeout
        case end
    }

    /// libedit's way to the next character: 1 with one, 0 at the end, -1 when reading is over.
    func readCharacter(into result: UnsafeMutablePointer<wchar_t>?) -> Int32 {
        while true {
            switch nextByte(.untilInput) {
            case .timeout:
                continue
            case .end:
                return stop == nil ? 0 : -1
            case .byte(0x1b):
                result?.pointee = afterEscape()
                return 1
            case .byte(let first):
                guard let character = decode(first) else { continue }
                result?.pointee = character
                return 1
            }
        }
    }

    /// The character for a key sequence, or ESC with the rest to follow.
    private func afterEscape() -> wchar_t {
        var sequence: [UInt8] = [0x1b]
        while true {
            switch keys.match(sequence) {
            case .key(let key):
                if key == .paste { pasted = readPaste() }
                return wchar_t(key.rawValue)
            case .none:
                pending.insert(contentsOf: sequence.dropFirst(), at: 0)
                return Self.escape
            case .more:
                guard case .byte(let byte) = nextByte(.milliseconds(20)) else {
                    pending.insert(contentsOf: sequence.dropFirst(), at: 0)
                    return Self.escape
                }
                sequence.append(byte)
            }
        }
    }

    /// A UTF-8 character that begins with `first`; `nil` when it is none.
    private func decode(_ first: UInt8) -> wchar_t? {
        let length =
            switch first {
            case ..<0x80: 1
            case 0xc2..<0xe0: 2
            case 0xe0..<0xf0: 3
            case 0xf0..<0xf5: 4
            default: 0
            }
        guard length > 0 else { return nil }
        var bytes = [first]
        while bytes.count < length {
            guard case .byte(let byte) = nextByte(.untilInput) else { return nil }
            guard byte & 0xc0 == 0x80 else {
                pending.insert(byte, at: 0)
                return nil
            }
            bytes.append(byte)
        }
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first, scalar != "\u{fffd}", scalar != "\0" else {
            return nil
        }
        return wchar_t(scalar.value)
    }

    /// Waits for the next byte; meanwhile the hint is shown and other threads' events are handled.
    private func nextByte(_ wait: Wait) -> Byte {
        if !pending.isEmpty { return .byte(pending.removeFirst()) }
        while true {
            var byte: UInt8 = 0
            switch waitForInput(wait) {
            case .timeout: return .timeout
            case .interrupted: return .byte(3)
            case .closed: return .end
            case .input: break
            }
            // One at a time: what is typed ahead of a command is for the command.
            let count = read(inputDescriptor, &byte, 1)
            if count == 1 { return .byte(original(byte)) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            return .end
        }
    }

    /// The key behind a byte: a Ctrl-D typed while the terminal was not yet in raw mode comes as a null byte.
    private func original(_ byte: UInt8) -> UInt8 {
        guard let count = typedAhead, count > 0 else { return byte }
        typedAhead = count - 1
        return byte == 0 ? 4 : byte
    }

    private enum Readiness {
        case input
        case timeout
        case interrupted
        case closed
    }

    private func waitForInput(_ wait: Wait) -> Readiness {
        if typedAhead == nil {
            var count: Int32 = 0
            typedAhead = ioctl(inputDescriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
        }
        var timeout: Int32 = -1
        if case .milliseconds(let limit) = wait { timeout = limit }
        while true {
            guard !inbox.isClosed else {
                stop = .endOfFile
                return .closed
            }
            var events = [
                pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: inbox.wakeReader, events: Int16(POLLIN), revents: 0),
            ]
            // Input that is already there comes first, and makes a hint pointless.
            var ready = poll(&events, 2, 0)
            if ready == 0 {
                if timeout < 0 { drawHint() }
                ready = poll(&events, 2, timeout)
                if timeout < 0 { clearHint() }
            }
            if ready < 0 {
                guard errno == EINTR else { return .closed }
                continue
            }
            if ready == 0 { return .timeout }
            if events[1].revents != 0, timeout < 0 {
                switch handleEvents() {
                case .interrupted?:
                    guard isEditing else { return .closed }
                    return .interrupted
                case .endOfFile?: return .closed
                case nil: break
                }
                if events[0].revents == 0 { continue }
            }
            if events[0].revents != 0 { return .input }
            // Only the inbox has something, and this is in the middle of a key: let it wait.
            events.removeLast()
            ready = poll(&events, 1, timeout)
            if ready > 0 { return .input }
            if ready == 0 { return .timeout }
        }
    }

    /// Everything up to the end of a bracketed paste, or until nothing more comes.
    func readPaste() -> String {
        var bytes = pending
        pending = []
        var searched = 0
        while true {
            if let end = Self.firstRange(of: KeyDecoder.pasteEnd, in: bytes, from: searched) {
                pending = Array(bytes[end.upperBound...])
                return limited(bytes[..<end.lowerBound])
            }
            searched = max(bytes.count - KeyDecoder.pasteEnd.count + 1, 0)
            var event = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&event, 1, 2_000)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return limited(bytes[...]) }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(inputDescriptor, &chunk, chunk.count)
            guard count > 0 else { return limited(bytes[...]) }
            // What is too long is read to its end all the same, else the rest would be taken for keys.
            bytes.append(contentsOf: chunk.prefix(count))
        }
    }

    private func limited(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.count <= PastedText.limit else {
            inbox.post(notice: "a paste of \(bytes.count) bytes was dropped: at most \(PastedText.limit) fit, use a file")
            return ""
        }
        return PastedText.clean(bytes)
    }

    private static func firstRange(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index..<(index + pattern.count)].elementsEqual(pattern) { return index..<(index + pattern.count) }
            index += 1
        }
        return nil
    }
}

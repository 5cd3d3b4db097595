import Glibc

/// The built executable in a pseudo-terminal that is its controlling one, as a person has it.
///
/// Whatever is waited for has a generous deadline: passing it is a failure, and nothing is measured.
final class PseudoTerminal {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    enum Key: String {
        case enter = "\r"
        case tab = "\t"
        case backspace = "\u{7F}"
        case escape = "\u{1B}"
        case up = "\u{1B}[A"
        case down = "\u{1B}[B"
        case right = "\u{1B}[C"
        case left = "\u{1B}[D"
        case interrupt = "\u{3}"
        case endOfInput = "\u{4}"
        case stop = "\u{1A}"
        case fix = "\u{7}"
        case search = "\u{12}"
    }

    /// Seconds.
    static let patience = 60.0

    let process: pid_t
    private let terminal: Int32
    private(set) var screen: TerminalScreen
    private var isClosed = false
    private var isHungUp = false
    private var status: Int32?

    /// Starts `tenon`, or another program, with these arguments. Settings of the environment are added to a small clean
    /// one.
    init(
        _ arguments: [String] = [], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
        program: String? = nil
    ) throws {
        terminal = try openTerminal()
        screen = TerminalScreen(columns: columns, rows: rows)
        var settings = ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
        settings.merge(environment) { _, given in given }
        do {
            try setSize(of: terminal, columns: columns, rows: rows)
            process = try start(try program ?? Self.executable(), arguments, settings, in: terminal)
        } catch {
            close(terminal)
            throw error
        }
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        hangUp()
    }

    // MARK: What a person does

    func type(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // The program must be able to write its echo while we write.
            try pump(milliseconds: 0)
            let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, min($0.count, 256)) }
            if count < 0, errno != EINTR { throw Failure(description: "nothing can be typed: \(reason(errno))") }
            rest = rest.dropFirst(max(0, count))
        }
    }

    func press(_ key: Key) throws { try type(key.rawValue) }

    func resize(columns: Int, rows: Int) throws {
        try setSize(of: terminal, columns: columns, rows: rows)
        screen.resize(columns: columns, rows: rows)
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Closes the terminal, as its window is closed or a connection breaks: the program gets SIGHUP.
    func hangUp() {
        if isHungUp { return }
        close(terminal)
        (isHungUp, isClosed) = (true, true)
    }

    // MARK: What a person sees

    /// Everything written so far, without escape sequences.
    var text: String { String(decoding: screen.written, as: UTF8.self) }

    /// Waits for a text among what was written since the last one that was waited for. Escape sequences don't count;
    /// what the terminal echoes does.
    func wait(for text: String) throws {
        try wait("for \(text.debugDescription)") { screen.take(text) }
    }

    func wait(_ purpose: String, until isDone: () throws -> Bool) throws {
        let end = now() + Self.patience
        while try !isDone() {
            guard now() < end, !isClosed else {
                let shown = screen.lines.suffix(60).joined(separator: "\n")
                throw Failure(description: "waited \(purpose) in vain; the screen shows:\n\(shown)")
            }
            try pump(milliseconds: 50)
        }
    }

    /// Looks at what is written for that long, whatever it is.
    func watch(seconds: Double) throws {
        let end = now() + seconds
        while now() < end, !isClosed { try pump(milliseconds: Int32(max(0, (end - now()) * 1000))) }
    }

    /// Waits until the program has ended; its exit status, or 128 and the signal that ended it.
    func waitForExit() throws -> Int32 {
        let end = now() + Self.patience
        while status == nil {
            if !isClosed { try pump(milliseconds: 20) } else { usleep(2000) }
            var word: Int32 = 0
            if waitpid(process, &word, WNOHANG) == process { status = exitStatus(word) }
            if now() > end { throw Failure(description: "the program does not end") }
        }
        // Its last words may still be on their way.
        while !isClosed { try pump(milliseconds: 0, closesWhenIdle: true) }
        return status ?? -1
    }

    /// Reads what is there, waiting for it a while.
    private func pump(milliseconds: Int32, closesWhenIdle: Bool = false) throws {
        var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else {
            if closesWhenIdle { isClosed = true }
            return
        }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(terminal, &bytes, bytes.count)
        if count > 0 { screen.write(bytes[..<count]) }
        // The kernel says EIO when no process has the terminal open.
        if count == 0 || count < 0 && errno != EINTR { isClosed = true }
    }
}

// MARK: The system's side

private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func reason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }

private func exitStatus(_ word: Int32) -> Int32 { word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + word & 0x7F }

extension PseudoTerminal {
    /// The executable that was built with these tests: it lies beside their bundle.
    static func executable() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let bundle = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = bundle.prefix(through: bundle.lastIndex(of: "/") ?? bundle.startIndex) + "tenon"
        guard access(String(path), X_OK) == 0 else { throw Failure(description: "there is no executable \(path)") }
        return String(path)
    }
}

/// What posix_openpt, unlockpt and ptsname do on Linux; Swift does not see those.
private enum TerminalRequest {
    static let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
    static let number: UInt = 0x8004_5430  // TIOCGPTN
}

private func openTerminal() throws -> Int32 {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    guard terminal >= 0, ioctl(terminal, TerminalRequest.unlock, &locked) == 0 else {
        throw PseudoTerminal.Failure(description: "no pseudo-terminal: \(reason(errno))")
    }
    return terminal
}

private func name(of terminal: Int32) throws -> String {
    var number: Int32 = 0
    guard ioctl(terminal, TerminalRequest.number, &number) == 0 else {
        throw PseudoTerminal.Failure(description: "the terminal has no name: \(reason(errno))")
    }
    return "/dev/pts/\(number)"
}

private func setSize(of terminal: Int32, columns: Int, rows: Int) throws {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0 else {
        throw PseudoTerminal.Failure(description: "the terminal keeps its size: \(reason(errno))")
    }
}

/// The first terminal that the leader of a new session opens becomes its controlling one: Ctrl-C then reaches it.
private func start(
    _ path: String, _ arguments: [String], _ environment: [String: String], in terminal: Int32
) throws -> pid_t {
    let name = try name(of: terminal)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Runners of tests may ignore what a person's shell does not.
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGHUP, SIGTSTP, SIGTTIN, SIGTTOU] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which Swift does not import
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup($0.key + "=" + $0.value) } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, &attributes, words, settings)
    guard failure == 0 else {
        throw PseudoTerminal.Failure(description: "\(path) does not start: \(reason(failure))")
    }
    return process
}

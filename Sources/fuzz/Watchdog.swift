import Glibc

/// Interrupts a program that runs for long: what is looked for are crashes, and an endless loop is none.
enum Watchdog {
    // Written by one thread and polled by the other, as a signal handler's flag is.
    nonisolated(unsafe) static let flag: UnsafeMutablePointer<Int32> = {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        flag.initialize(to: 0)
        return flag
    }()

    nonisolated(unsafe) private static var deadline: UnsafeMutablePointer<Double> = {
        let place = UnsafeMutablePointer<Double>.allocate(capacity: 1)
        place.initialize(to: .infinity)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in Watchdog.watch() }, nil)
        return place
    }()

    private static let patience = 0.5

    static func start() {
        flag.pointee = 0
        deadline.pointee = now + patience
    }

    static func stop() {
        deadline.pointee = .infinity
        flag.pointee = 0
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func watch() -> UnsafeMutableRawPointer? {
        while true {
            usleep(20_000)
            if now > deadline.pointee { flag.pointee = 1 }
        }
    }
}

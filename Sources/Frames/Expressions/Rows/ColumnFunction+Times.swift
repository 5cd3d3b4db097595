import Signatures

extension ColumnFunction {
    static let times: [ColumnFunction] = [
        part("year", "The year.", { day, _ in Calendar.date(of: day).year }),
        part("month", "The month, from 1 to 12.", { day, _ in Calendar.date(of: day).month }),
        part("day", "The day of the month, from 1.", { day, _ in Calendar.date(of: day).day }),
        part("weekday", "The day of the week, from 0 for Monday.", { day, _ in Calendar.weekday(of: day) }),
        part("hour", "The hour of the day, from 0 to 23.", { _, time in time / 3_600_000_000 }),
        part("minute", "The minute of the hour, from 0 to 59.", { _, time in time / 60_000_000 % 60 }),
    ]

    /// - Parameter body: takes the day since 1970 and the microseconds since its midnight.
    private static func part(
        _ name: String, _ documentation: String, _ body: @escaping @Sendable (Int, Int) -> Int
    ) -> ColumnFunction {
        ColumnFunction(
            unary(
                name, documentation, example: #"derive(frame({d: ["2024-02-29"]}), p: \#(name)(date(.d)))"#),
            .elementwise,
            type: { arguments in
                try requireTimes(arguments)
                return .int
            },
            body: { arguments in
                let column = arguments.columns[0]
                let parts: [Int] =
                    if column.type == .date {
                        column.ints.map { body($0, 0) }
                    } else {
                        column.ints.map { time in
                            let day = Calendar.day(ofMicroseconds: time)
                            return body(day, time - day * Calendar.microsecondsPerDay)
                        }
                    }
                return Column(.int(parts), validity: column.validity)
            })
    }

    private static func requireTimes(_ arguments: ColumnArguments) throws {
        do {
            try arguments.require(.times, 0)
        } catch var fault as Fault {
            if arguments.types[0]?.isText == true { fault.help = "write `date(\(arguments.text(0)))`" }
            throw fault
        }
    }
}

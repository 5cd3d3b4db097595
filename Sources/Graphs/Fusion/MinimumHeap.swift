/// Whole numbers, of which the least comes out first: a binary heap (Williams 1964).
struct MinimumHeap {
    private var numbers: [Int] = []

    init(_ numbers: [Int]) { for number in numbers { insert(number) } }

    mutating func insert(_ number: Int) {
        numbers.append(number)
        var place = numbers.count - 1
        while place > 0, numbers[place] < numbers[(place - 1) / 2] {
            numbers.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Int? {
        guard let last = numbers.popLast() else { return nil }
        guard let least = numbers.first else { return last }
        numbers[0] = last
        sink()
        return least
    }

    private mutating func sink() {
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < numbers.count }
            guard let least = children.min(by: { numbers[$0] < numbers[$1] }), numbers[least] < numbers[place] else {
                return
            }
            numbers.swapAt(place, least)
            place = least
        }
    }
}

// Decides the cases of a file, one a line, and prints a line for each: its key and its results.
//
//     decide POLICY CASES DATE

#include <fstream>
#include <huimin.hpp>
#include <iostream>
#include <iterator>

static std::string read(std::string_view path) {
    std::ifstream file(std::string(path), std::ios::binary);
    if (!file) throw std::runtime_error(std::string(path) + " cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

// A tier is told by its case, a benefit by its amount in the smallest coin; `?` is not known, `!` an error.
static void print(const huimin::Result &result) {
    std::cout << '\t' << result.of() << (result.of().empty() ? "" : ".") << result.name() << '=';
    if (result.state() == HUIMIN_STATE_UNDECIDED)
        std::cout << '?';
    else if (result.state() != HUIMIN_STATE_DECIDED)
        std::cout << '!';
    else if (result.kind() == HUIMIN_KIND_TIER)
        std::cout << result.tier();
    else if (auto coins = result.coins())
        std::cout << *coins;
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    try {
        const huimin::Policy policy = huimin::Policy::compile(arguments[1], read);
        const huimin::Plan plan = policy.plan(arguments[3]);
        std::ifstream cases(arguments[2]);
        for (std::string line; std::getline(cases, line);) {
            const huimin::Decision decision = plan.decide(line);
            std::cout << policy.key(line);
            for (std::size_t at = 0; at < decision.size(); ++at) print(decision[at]);
            std::cout << '\n';
        }
    } catch (const huimin::Error &error) {
        for (const auto &problem : error.problems())
            std::cerr << problem.file << ':' << problem.line << ": " << problem.en << '\n';
        return 1;
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides the cases of a file, one a line, and prints a line for each: {@code Decide COMPILED CASES DATE}. */
public final class Decide {
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        byte[] compiled = Files.readAllBytes(Path.of(arguments[0]));
        try (Huimin.Policy policy = new Huimin.Policy(compiled);
                Huimin.Plan plan = policy.plan(arguments[2])) {
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                byte[] json = line.getBytes(StandardCharsets.UTF_8);
                out.print(policy.key(json));
                try (Huimin.Decision decision = plan.decide(json)) {
                    for (int at = 0; at < decision.size(); at++) out.print("\t" + show(decision, at));
                }
                out.print('\n');
            }
        }
        out.flush();
    }

    /** A tier is told by its case, a benefit by its coins; {@code ?} is not known, {@code !} an error. */
    private static String show(Huimin.Decision decision, int at) {
        String of = decision.of(at), name = (of.isEmpty() ? "" : of + ".") + decision.name(at) + "=";
        int state = decision.state(at);
        if (state == Huimin.Decision.UNDECIDED) return name + "?";
        if (state != Huimin.Decision.DECIDED) return name + "!";
        if (decision.kind(at) == Huimin.Decision.TIER) return name + decision.tier(at);
        Long coins = decision.coins(at);
        return name + (coins == null ? "" : coins);
    }
}

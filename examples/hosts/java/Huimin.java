/** The C library for Java, through {@code huimin_jni.c}. Close what is opened; a plan serves any number of threads. */
public final class Huimin {
    static {
        System.load(System.getProperty("huimin.jni"));
    }

    private Huimin() {}

    /** Why a call failed. */
    public static final class HuiminException extends RuntimeException {
        public HuiminException(String message) {
            super(message);
        }
    }

    /** What the library owns and frees at {@link #close}. Using it afterwards is an exception, not a crash. */
    public abstract static class Handle implements AutoCloseable {
        private long pointer;

        Handle(long pointer) {
            this.pointer = pointer;
        }

        final long pointer() {
            if (pointer == 0) throw new IllegalStateException("closed");
            return pointer;
        }

        abstract void free(long pointer);

        @Override
        public final void close() {
            if (pointer != 0) free(pointer);
            pointer = 0;
        }
    }

    /** A compiled policy. */
    public static final class Policy extends Handle {
        /** Loads what {@code huimin compile} writes. */
        public Policy(byte[] compiled) {
            super(load(compiled));
        }

        /** A plan for a date such as 2023-06-01. */
        public Plan plan(String on) {
            return new Plan(planNew(pointer(), utf8(on)));
        }

        /** The key by which a case in JSON names itself. */
        public String key(byte[] json) {
            return text(policyKey(pointer(), json));
        }

        @Override
        void free(long pointer) {
            policyFree(pointer);
        }
    }

    /** A policy for one date, ready to decide. */
    public static final class Plan extends Handle {
        Plan(long pointer) {
            super(pointer);
        }

        public Decision decide(byte[] json) {
            return new Decision(planDecide(pointer(), json));
        }

        @Override
        void free(long pointer) {
            planFree(pointer);
        }
    }

    /** What a policy says about one case. */
    public static final class Decision extends Handle {
        public static final int TIER = 0, DECIDED = 0, UNDECIDED = 1;

        Decision(long pointer) {
            super(pointer);
        }

        public int size() {
            return (int) count(pointer());
        }

        public String name(int at) {
            return text(resultName(pointer(), at));
        }

        public String of(int at) {
            return text(resultOf(pointer(), at));
        }

        public String tier(int at) {
            return text(resultTier(pointer(), at));
        }

        public int kind(int at) {
            return resultKind(pointer(), at);
        }

        public int state(int at) {
            return resultState(pointer(), at);
        }

        /** The amount in the smallest coin, or null where it is not known and whole. */
        public Long coins(int at) {
            long[] coins = new long[1];
            return resultCoins(pointer(), at, coins) ? coins[0] : null;
        }

        @Override
        void free(long pointer) {
            decisionFree(pointer);
        }
    }

    // Java's own UTF-8 across JNI is another encoding; bytes are not.
    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static native long load(byte[] compiled);
    private static native byte[] policyKey(long policy, byte[] json);
    private static native void policyFree(long policy);
    private static native long planNew(long policy, byte[] on);
    private static native long planDecide(long plan, byte[] json);
    private static native void planFree(long plan);
    private static native long count(long decision);
    private static native byte[] resultName(long decision, long at);
    private static native byte[] resultOf(long decision, long at);
    private static native byte[] resultTier(long decision, long at);
    private static native int resultKind(long decision, long at);
    private static native int resultState(long decision, long at);
    private static native boolean resultCoins(long decision, long at, long[] coins);
    private static native void decisionFree(long decision);
}

// The native side of Huimin.java: handles are longs, texts are bytes, an error is an exception.

#include <huimin.h>
#include <jni.h>
#include <stdlib.h>

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_Huimin_##name

typedef struct {
    char *data;
    size_t length;
} bytes;

// A copy of a Java array, to be freed; nothing is copied where an exception is under way.
static bytes copy(JNIEnv *env, jbyteArray array) {
    bytes copy = {NULL, 0};
    if (array == NULL || (*env)->ExceptionCheck(env)) return copy;
    copy.length = (size_t)(*env)->GetArrayLength(env, array);
    copy.data = malloc(copy.length + 1);
    if (copy.data == NULL)
        copy.length = 0;
    else
        (*env)->GetByteArrayRegion(env, array, 0, (jsize)copy.length, (jbyte *)copy.data);
    return copy;
}

static jbyteArray array(JNIEnv *env, const char *data, size_t length) {
    jbyteArray array = (*env)->NewByteArray(env, (jsize)length);
    if (array != NULL) (*env)->SetByteArrayRegion(env, array, 0, (jsize)length, (const jbyte *)data);
    return array;
}

static jbyteArray lent(JNIEnv *env, huimin_str text) { return array(env, text.data, text.length); }

static void raise(JNIEnv *env, huimin_error *error) {
    char message[1024];
    huimin_str text = huimin_error_message(error, 0, HUIMIN_ENGLISH);
    size_t length = text.length < sizeof message - 1 ? text.length : sizeof message - 1;
    for (size_t at = 0; at < length; at++) {
        // ThrowNew takes Java's own encoding, which ASCII is a part of.
        message[at] = (unsigned char)text.data[at] < 0x80 ? text.data[at] : '?';
    }
    message[length] = 0;
    huimin_error_free(&error);
    jclass type = (*env)->FindClass(env, "Huimin$HuiminException");
    if (type != NULL) (*env)->ThrowNew(env, type, message);
}

NATIVE(jlong, load)(JNIEnv *env, jclass type, jbyteArray compiled) {
    (void)type;
    bytes given = copy(env, compiled);
    huimin_policy *policy;
    huimin_error *error;
    if (huimin_policy_load(given.data, given.length, &policy, &error)) raise(env, error);
    free(given.data);
    return (jlong)(intptr_t)policy;
}

NATIVE(jbyteArray, policyKey)(JNIEnv *env, jclass type, jlong policy, jbyteArray json) {
    (void)type;
    bytes given = copy(env, json);
    huimin_text *key;
    huimin_error *error;
    if (huimin_policy_key((huimin_policy *)(intptr_t)policy, given.data, given.length, &key, &error)) raise(env, error);
    free(given.data);
    jbyteArray made = key == NULL ? NULL : array(env, huimin_text_data(key), huimin_text_length(key));
    huimin_text_free(&key);
    return made;
}

NATIVE(jlong, planNew)(JNIEnv *env, jclass type, jlong policy, jbyteArray on) {
    (void)type;
    bytes date = copy(env, on);
    huimin_plan *plan;
    huimin_error *error;
    if (huimin_plan_new((huimin_policy *)(intptr_t)policy, date.data, date.length, NULL, 0, &plan, &error))
        raise(env, error);
    free(date.data);
    return (jlong)(intptr_t)plan;
}

NATIVE(jlong, planDecide)(JNIEnv *env, jclass type, jlong plan, jbyteArray json) {
    (void)type;
    bytes given = copy(env, json);
    huimin_decision *decision;
    huimin_error *error;
    if (huimin_plan_decide((huimin_plan *)(intptr_t)plan, given.data, given.length, 0, &decision, &error))
        raise(env, error);
    free(given.data);
    return (jlong)(intptr_t)decision;
}

#define DECISION ((const huimin_decision *)(intptr_t)decision)

NATIVE(jlong, count)(JNIEnv *env, jclass type, jlong decision) {
    (void)env, (void)type;
    return (jlong)huimin_decision_count(DECISION);
}

NATIVE(jbyteArray, resultName)(JNIEnv *env, jclass type, jlong decision, jlong at) {
    (void)type;
    return lent(env, huimin_decision_name(DECISION, (size_t)at));
}

NATIVE(jbyteArray, resultOf)(JNIEnv *env, jclass type, jlong decision, jlong at) {
    (void)type;
    return lent(env, huimin_decision_of(DECISION, (size_t)at));
}

NATIVE(jbyteArray, resultTier)(JNIEnv *env, jclass type, jlong decision, jlong at) {
    (void)type;
    return lent(env, huimin_decision_tier(DECISION, (size_t)at));
}

NATIVE(jint, resultKind)(JNIEnv *env, jclass type, jlong decision, jlong at) {
    (void)env, (void)type;
    return huimin_decision_kind(DECISION, (size_t)at);
}

NATIVE(jint, resultState)(JNIEnv *env, jclass type, jlong decision, jlong at) {
    (void)env, (void)type;
    return huimin_decision_state(DECISION, (size_t)at);
}

NATIVE(jboolean, resultCoins)(JNIEnv *env, jclass type, jlong decision, jlong at, jlongArray coins) {
    (void)type;
    int64_t amount;
    if (!huimin_decision_coins(DECISION, (size_t)at, &amount)) return JNI_FALSE;
    jlong known = amount;
    (*env)->SetLongArrayRegion(env, coins, 0, 1, &known);
    return JNI_TRUE;
}

NATIVE(void, decisionFree)(JNIEnv *env, jclass type, jlong handle) {
    (void)env, (void)type;
    huimin_decision *decision = (huimin_decision *)(intptr_t)handle;
    huimin_decision_free(&decision);
}

NATIVE(void, planFree)(JNIEnv *env, jclass type, jlong handle) {
    (void)env, (void)type;
    huimin_plan *plan = (huimin_plan *)(intptr_t)handle;
    huimin_plan_free(&plan);
}

NATIVE(void, policyFree)(JNIEnv *env, jclass type, jlong handle) {
    (void)env, (void)type;
    huimin_policy *policy = (huimin_policy *)(intptr_t)handle;
    huimin_policy_free(&policy);
}

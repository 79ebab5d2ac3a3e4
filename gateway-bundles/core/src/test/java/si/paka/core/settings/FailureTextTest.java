package si.paka.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void saysWhatTheComponentSaidNotWhatTheSystemSaidBelow() {
        assertEquals("coap.port is 5685, and another program listens there", FailureText.of("""
                        java.lang.reflect.InvocationTargetException
                        \tat java.base/jdk.internal.reflect.NativeConstructorAccessorImpl.newInstance0(Native Method)
                        Caused by: java.io.UncheckedIOException: coap.port is 5685, and another program listens there
                        \tat si.paka.adapter.coap.DeviceServer.<init>(DeviceServer.java:50)
                        Caused by: java.net.BindException: Address already in use
                        """));
    }

    @Test
    void saysWhatThereIsWithoutAWrapper() {
        assertEquals(
                "web.port is x",
                FailureText.of("java.lang.IllegalArgumentException: web.port is x\n\tat a.B.c(B.java:1)"));
        assertEquals("no reason was given", FailureText.of(""));
    }
}

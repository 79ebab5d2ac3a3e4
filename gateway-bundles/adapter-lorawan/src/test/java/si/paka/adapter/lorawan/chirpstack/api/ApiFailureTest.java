package si.paka.adapter.lorawan.chirpstack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.chirpstack.api.ApiFailure.Kind;

class ApiFailureTest {
    private static ApiFailure of(Status status) {
        return ApiFailure.of(status, "api.DeviceService/Get");
    }

    @Test
    void unauthenticatedWithAReasonIsTheKeyAndWithoutOneThePermission() {
        ApiFailure key = of(Status.UNAUTHENTICATED.withDescription("ExpiredSignature"));
        assertEquals(Kind.TOKEN, key.kind());
        assertTrue(key.getMessage().contains("make a new one"), key.getMessage());
        ApiFailure denied = of(Status.UNAUTHENTICATED.withDescription(""));
        assertEquals(Kind.DENIED, denied.kind());
        assertTrue(denied.getMessage().contains("api.DeviceService/Get"), denied.getMessage());
        assertEquals(Kind.DENIED, of(Status.UNAUTHENTICATED).kind());
        assertEquals(Kind.DENIED, of(Status.PERMISSION_DENIED).kind());
    }

    @Test
    void theOthersSayWhetherAgainHelps() {
        assertEquals(Kind.UNAVAILABLE, of(Status.UNAVAILABLE).kind());
        assertEquals(Kind.UNAVAILABLE, of(Status.DEADLINE_EXCEEDED).kind());
        assertEquals(Kind.MISSING, of(Status.NOT_FOUND).kind());
        assertEquals(
                Kind.INVALID,
                of(Status.INVALID_ARGUMENT.withDescription("FPort")).kind());
        assertEquals(
                Kind.SERVER,
                of(Status.INTERNAL.withDescription("duplicate key")).kind());
        assertTrue(of(Status.UNIMPLEMENTED).getMessage().contains("REST proxy"));
    }
}

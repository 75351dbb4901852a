package travel.baboo.messaging.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the audit calls an operation, and what it keeps of its path. */
class AuditActionTest {

    @Test
    void anActionIsTheMethodAndTheTemplate() {
        assertThat(AuditAction.of("POST", "/api/destinations/{name}/pause", Map.of("name", List.of("make"))))
                .isEqualTo(new AuditAction("POST /api/destinations/{name}/pause", "make"));
        assertThat(AuditAction.of("POST", "/api/admin/provision/", Map.of()))
                .isEqualTo(new AuditAction("POST /api/admin/provision", null));
    }

    @Test
    void patternsAndRepeatedSlashesAreNotShown() {
        assertThat(AuditAction.of("PUT", "/a//{ id : [^/]+ }//", Map.of("id", List.of("7"))))
                .isEqualTo(new AuditAction("PUT /a/{id}", "7"));
    }

    @Test
    void severalIdsAreInTheOrderOfThePath() {
        assertThat(AuditAction.of("DELETE", "/a/{b}/c/{a}", Map.of("a", List.of("MB1"), "b", List.of("CH1"))))
                .isEqualTo(new AuditAction("DELETE /a/{b}/c/{a}", "CH1 MB1"));
    }

    @Test
    void whatIsNoIdIsHidden() {
        for (String value : List.of("ann@example.com", "+15551230101", "two words", "", "x".repeat(101))) {
            assertThat(AuditAction.of("POST", "/a/{b}", Map.of("b", List.of(value)))
                            .target())
                    .isEqualTo("[…]");
        }
    }
}

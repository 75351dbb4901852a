package travel.baboo.messaging.common.audit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Metrics of the audit. */
@Singleton
class AuditMetrics {

    /**
     * Counter: requests that were to change something, of admins; tags {@code action} and {@code outcome}: {@code done}, {@code rejected},
     * {@code failed}, or {@code not-audited} if the entry could not be written and so the operation did not run.
     */
    static final String CHANGES = "baboo.audit.changes";

    private final MeterRegistry meters;

    AuditMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void changed(String action, int status) {
        count(action, status < 400 ? "done" : status < 500 ? "rejected" : "failed");
    }

    void refused(String action) {
        count(action, "not-audited");
    }

    private void count(String action, String outcome) {
        meters.counter(CHANGES, "action", action, "outcome", outcome).increment();
    }
}

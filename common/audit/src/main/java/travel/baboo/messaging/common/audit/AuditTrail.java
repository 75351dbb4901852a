package travel.baboo.messaging.common.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The current request's entry in the audit, to which an operation adds what its path does not say. */
@RequestScoped
public class AuditTrail {

    private final AuditRepository repository;
    private volatile @Nullable Long id;

    AuditTrail(AuditRepository repository) {
        this.repository = repository;
    }

    void begin(long entry) {
        id = entry;
    }

    Optional<Long> entry() {
        return Optional.ofNullable(id);
    }

    /**
     * Adds a detail before the operation runs: fails if it cannot be written, and then the operation must not run.
     *
     * @param detail nothing personal: no texts, identities, names or addresses
     */
    public Uni<Void> note(String detail) {
        Long entry = id;
        if (entry == null || detail.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repository.addDetail(entry, detail).onFailure().transform(AuditFilter::refused);
    }
}

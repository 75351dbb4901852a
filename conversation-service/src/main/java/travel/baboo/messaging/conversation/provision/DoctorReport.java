package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found.
 *
 * @param healthy whether nothing failed; warnings do not count
 * @param lines results in the order of the checks
 */
@RegisterForReflection
public record DoctorReport(boolean healthy, List<Line> lines) {

    public DoctorReport {
        lines = List.copyOf(lines);
    }

    /**
     * The result of a check.
     *
     * @param status {@code ok}, {@code warning} or {@code failed}
     * @param detail what was found
     * @param remedy what to do; null when all is well
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String check, String status, String detail, @Nullable String remedy) {}
}

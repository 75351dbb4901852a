package travel.baboo.messaging.conversation.provision;

import java.util.ArrayList;
import java.util.List;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** Collects the doctor's lines; a check that Twilio refuses becomes a line like any other. */
final class Findings {

    private final List<DoctorReport.Line> lines = new ArrayList<>();

    void ok(String check, String detail) {
        lines.add(new DoctorReport.Line(check, "ok", detail, null));
    }

    void warning(String check, String detail, String remedy) {
        lines.add(new DoctorReport.Line(check, "warning", detail, remedy));
    }

    void failed(String check, String detail, String remedy) {
        lines.add(new DoctorReport.Line(check, "failed", detail, remedy));
    }

    /** Runs a check. */
    void check(String check, String remedyWhenMissing, Runnable work) {
        try {
            work.run();
        } catch (TwilioException e) {
            if (e.kind() == TwilioErrorKind.NOT_FOUND) {
                failed(check, "Twilio does not have it (code " + e.code() + ")", remedyWhenMissing);
            } else {
                failed(check, "Twilio answered status " + e.status() + ", code " + e.code(), remedy(e));
            }
        }
    }

    private static String remedy(TwilioException failure) {
        return switch (failure.kind()) {
            case NOT_AUTHENTICATED ->
                "Set TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET of the same account and region.";
            case UNREACHABLE, TIMED_OUT -> "Check the network, TWILIO_REGION, TWILIO_EDGE and TWILIO_ORIGIN.";
            case RATE_LIMITED, SERVER_ERROR -> "Try again in a minute; see status.twilio.com.";
            default -> "See https://www.twilio.com/docs/errors/" + failure.code() + ".";
        };
    }

    DoctorReport report() {
        return new DoctorReport(lines.stream().noneMatch(line -> line.status().equals("failed")), lines);
    }
}

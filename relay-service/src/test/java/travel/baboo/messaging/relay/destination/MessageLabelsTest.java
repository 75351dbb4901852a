package travel.baboo.messaging.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.common.sender.SenderLabelConfig;
import travel.baboo.messaging.common.sender.SenderLabels;

/** The label follows from the participants of the conversation, not from what a browser says about itself. */
class MessageLabelsTest {

    private static final DirectoryEntry ENTRY = new DirectoryEntry(
            "CH1",
            null,
            null,
            "active",
            new DirectoryEntry.Traveler("Ann", "web", null, "ann"),
            new DirectoryEntry.Expert("maria", "Maria"),
            List.of(
                    new DirectoryEntry.Member("helper", "bot", null),
                    new DirectoryEntry.Member("boss", "admin", "Boss"),
                    new DirectoryEntry.Member("luca", "expert", "Luca")),
            1L);

    private final MessageLabels labels = new MessageLabels(
            new SenderLabels(
                    new SmallRyeConfigBuilder()
                            .withMapping(SenderLabelConfig.class)
                            .build()
                            .getConfigMapping(SenderLabelConfig.class),
                    new ObjectMapper()),
            new ObjectMapper());

    @ParameterizedTest
    @CsvSource({
        "ann, Ann - Traveler, traveler",
        "maria, Maria - Local Expert, expert",
        "luca, Luca - Local Expert, expert",
        "boss, Baboo Team, team",
        "helper, Bot, bot",
        "stranger, stranger - Traveler, traveler"
    })
    void aBrowsersMessageHasTheLabelOfItsParticipant(String author, String label, String role) {
        TwilioEvent event = TwilioEvents.fromFields(
                "onMessageAdded",
                TwilioFields.of(
                        Map.of("Author", author, "Source", "SDK", "Attributes", "{\"from\":\"Somebody else\"}")),
                Instant.parse("2026-08-11T13:03:28.879Z"),
                Origin.WEBHOOK);

        assertThat(labels.of(event, ENTRY)).isEqualTo(label);
        assertThat(labels.role(event, ENTRY)).isEqualTo(role);
    }
}

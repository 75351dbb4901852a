package travel.baboo.messaging.sandbox.launcher.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCellAndRowsMayBeShort() {
        // when
        String text =
                new TextTable().row("a", "long cell", "c").row("wider", "x").toString();

        // then
        assertThat(text).isEqualTo("  a      long cell  c\n  wider  x\n");
    }
}

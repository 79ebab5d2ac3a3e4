function decodeUplink(input) { for (;;) { input.fPort++; } }

package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import si.paka.simulators.devices.lwm2m.LampClient;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.fleet.SimDevice;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.platform.EmbeddedBroker;

/** What a technician does with a phone, in a real browser: claim, look, override, ask why. */
class TechniciansPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aTechnicianClaimsSeesOverridesAndAsksWhy(@TempDir Path folder) throws Exception {
        boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!installed) {
            System.out.println("SKIPPED: Chromium with its driver is not installed");
        }
        assumeTrue(installed, "Chromium with its driver is not installed");
        FleetPlan plan = new FleetPlan(1, 0, 0, 0, 5);
        SimDevice lamp = plan.devices().get(0);
        ScheduledExecutorService work = Executors.newScheduledThreadPool(1);
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                TestCabinet cabinet = new TestCabinet(folder.resolve("home"), broker.url())
                        .streets(plan.streets(), "3s")
                        .start()) {
            cabinet.register(plan.devices());
            String uri = lamp.psk().isEmpty()
                    ? cabinet.targets().coap()
                    : cabinet.targets().coaps();
            try (LampClient client = new LampClient(lamp.id(), uri, lamp.psk(), work, level -> {})) {
                WebDriver browser = browser(folder);
                try {
                    walk(browser, cabinet, client, lamp.id());
                } finally {
                    browser.quit();
                }
            }
        } finally {
            work.shutdownNow();
        }
    }

    private static WebDriver browser(Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setAcceptInsecureCerts(true);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--accept-lang=sl",
                "--window-size=360,800",
                "--user-data-dir=" + folder.resolve("chromium"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static void walk(WebDriver browser, TestCabinet cabinet, LampClient lamp, String id) throws Exception {
        WebDriverWait soon = new WebDriverWait(browser, PATIENCE);
        soon.ignoring(StaleElementReferenceException.class); // the page loads anew after each deed
        browser.get(cabinet.gateway().api().page().toString());
        assertEquals("sl", browser.findElement(By.tagName("html")).getDomAttribute("lang"));
        fill(
                browser,
                "code",
                Files.readString(cabinet.home().resolve("data/claim-code")).strip());
        fill(browser, "user", "ana");
        fill(browser, "password", "zelo-dolgo-geslo");
        browser.findElement(By.cssSelector("[data-claim] button")).click();

        By card = By.cssSelector("[data-device='" + id + "']");
        soon.until(ExpectedConditions.presenceOfElementLocated(card));
        long width = (Long) ((org.openqa.selenium.JavascriptExecutor) browser)
                .executeScript("return document.documentElement.scrollWidth - window.innerWidth");
        assertTrue(width <= 0, () -> "the page is " + width + " px wider than the phone");
        soon.until(b -> !b.findElement(card)
                .findElement(By.cssSelector("[data-level]"))
                .getText()
                .equals("–"));

        WebElement shown = browser.findElement(card);
        shown.findElement(By.cssSelector(".override summary")).click();
        WebElement form = shown.findElement(By.cssSelector("[data-override]"));
        form.findElement(By.name("value")).clear();
        form.findElement(By.name("value")).sendKeys("35");
        form.findElement(By.name("reason")).sendKeys("čiščenje stekla");
        form.findElement(By.tagName("button")).click();

        soon.until(b -> b.findElement(card)
                .findElement(By.cssSelector("[data-level]"))
                .getText()
                .equals("35 %"));
        assertTrue(Await.until(PATIENCE, () -> lamp.lamp().commanded() == 35));
        String why = soon.until(b -> {
            WebElement reasons = b.findElement(card).findElement(By.cssSelector(".why"));
            if (reasons.getDomAttribute("open") == null) {
                reasons.findElement(By.tagName("summary")).click();
            }
            return reasons.getText();
        });
        assertTrue(why.contains("čiščenje stekla") && why.contains("ana"), why);
        assertTrue(
                browser.findElement(card).findElements(By.cssSelector(".loser")).size() > 0);
    }

    private static void fill(WebDriver browser, String name, String text) {
        browser.findElement(By.name(name)).sendKeys(text);
    }
}

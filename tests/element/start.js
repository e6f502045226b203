// Element reads its configuration while its modules are loaded, so that has to be there before them.
import SdkConfig from "matrix-react-sdk/src/SdkConfig";

const homeserver = new URLSearchParams(window.location.search).get("hs");
SdkConfig.put({
    brand: "Element",
    default_theme: "light",
    disable_guests: true,
    default_server_config: { "m.homeserver": { base_url: homeserver } },
    setting_defaults: {},
    features: {},
});
import("./app").catch((error) => { document.body.dataset.error = String(error?.stack ?? error); });

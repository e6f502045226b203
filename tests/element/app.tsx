// Element's own interface around one session, which the address of the page names.
import React from "react";
import ReactDOM from "react-dom";
import BasePlatform from "matrix-react-sdk/src/BasePlatform";
import MatrixChat from "matrix-react-sdk/src/components/structures/MatrixChat";
import * as languageHandler from "matrix-react-sdk/src/languageHandler";
import PlatformPeg from "matrix-react-sdk/src/PlatformPeg";
import SdkConfig from "matrix-react-sdk/src/SdkConfig";
import { setTheme } from "matrix-react-sdk/src/theme";
import AutoDiscoveryUtils from "matrix-react-sdk/src/utils/AutoDiscoveryUtils";
import { logger } from "matrix-js-sdk/src/logger";

class Platform extends BasePlatform {
    async getConfig() { return SdkConfig.get(); }
    getDefaultDeviceDisplayName() { return "Element"; }
    getHumanReadableName() { return "Element"; }
    async requestNotificationPermission() { return "denied"; }
    async getAppVersion() { return "0"; }
    reload() { window.location.reload(); }
    supportsNotifications() { return false; }
}

window.matrixLogger = logger;
const told = new URLSearchParams(window.location.search);
for (const [key, name] of [["hs_url", "hs"], ["user_id", "user"], ["device_id", "device"], ["access_token", "token"]]) {
    localStorage.setItem(`mx_${key}`, told.get(name)!);
}
localStorage.setItem("mx_has_access_token", "true");
localStorage.setItem("mx_is_guest", "false");
PlatformPeg.set(new Platform());
await languageHandler.setLanguage(["en"]);
await setTheme("light");
const server = await AutoDiscoveryUtils.validateServerConfigWithStaticUrls(told.get("hs")!, undefined, true);
server.isDefault = true;
SdkConfig.add({ validated_server_config: server });
(window as any).matrixChat = ReactDOM.render(
    <MatrixChat
        onNewScreen={(screen: string) => { window.location.hash = `/${screen}`; }}
        config={SdkConfig.get()}
        realQueryParams={{}}
        startingFragmentQueryParams={{}}
        enableGuest={false}
        defaultDeviceDisplayName="Element"
    />,
    document.getElementById("matrixchat"),
);

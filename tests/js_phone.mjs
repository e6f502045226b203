// A member's app: matrix-js-sdk with Rust crypto, told what to do in lines of JSON and answering in such lines.
// It excludes devices that their owner does not vouch for, as Element does since 2026.
import { createInterface } from "node:readline";
import * as sdk from "matrix-js-sdk";
import { logger } from "matrix-js-sdk/lib/logger.js";
import { OnlySignedDevicesIsolationMode, VerifierEvent, VerificationPhase } from "matrix-js-sdk/lib/crypto-api/index.js";

const POLL = "org.matrix.msc3381.poll.";
const [baseUrl, user, password, more] = process.argv.slice(2);
const { secrets, slow } = JSON.parse(more);
// Node 20 has not got it yet
Promise.withResolvers ??= () => {
    const parts = {};
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
    return parts;
};
logger.setLevel("silent");
console.log = console.warn = console.info = console.debug = () => {};

// an app far away: by a part of the path, how many milliseconds an answer takes longer
const fetchFn = async (where, how) => {
    const answer = await fetch(where, how);
    const late = Object.entries(slow).filter(([part]) => String(where).includes(part)).map(([, time]) => time);
    await new Promise((done) => setTimeout(done, Math.max(0, ...late)));
    return answer;
};

const login = await sdk.createClient({ baseUrl }).loginRequest({
    type: "m.login.password", identifier: { type: "m.id.user", user }, password,
});
const client = sdk.createClient({
    fetchFn, baseUrl, userId: login.user_id, deviceId: login.device_id, accessToken: login.access_token,
    verificationMethods: ["m.sas.v1"],
});
await client.initRustCrypto({ useIndexedDB: false });
const crypto = client.getCrypto();
if (secrets) {
    // another device of the same person
    await crypto.getUserDeviceInfo([login.user_id], true);
    await crypto.importSecretsBundle(secrets);
    await crypto.crossSignDevice(login.device_id);
} else {
    await crypto.bootstrapCrossSigning({
        setupNewCrossSigning: true,
        authUploadDeviceSigningKeys: (upload) => upload({
            type: "m.login.password", identifier: { type: "m.id.user", user }, password,
        }),
    });
}
crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
const requests = [];
// an app that stumbles over what a sync brings has lost it until it is started anew
const lost = [];
client.on("sync.unexpectedError", (error) => lost.push(String(error?.stack ?? error)));
client.on("crypto.verificationRequestReceived", (request) => requests.push(request));
await client.startClient({ initialSyncLimit: 100 });
await new Promise((done) => client.once("sync", done));

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
async function until(look, what) {
    for (let tries = 0; tries < 300; tries++) {
        const found = await look();
        if (found) return found;
        await sleep(200);
    }
    throw new Error([`no ${what}`, ...lost].join("\n"));
}

function polls(room) {
    return client.getRoom(room).getLiveTimeline().getEvents()
        .filter((event) => event.getType() === `${POLL}start` && !event.isRedacted());
}

function answerOf(poll, label) {
    return poll.getContent()[`${POLL}start`].answers.find((answer) => answer["org.matrix.msc1767.text"] === label);
}

async function shown(event) {
    const info = await crypto.getEncryptionInfoForEvent(event);
    return {
        id: event.getId(), type: event.getType(), sender: event.getSender(),
        body: event.getContent().body ?? "", sealed: event.isEncrypted(), failed: event.isDecryptionFailure(),
        redacted: event.isRedacted(), shield: info ? info.shieldColour : null,
        answers: (event.getContent()[`${POLL}start`]?.answers ?? []).map((answer) => answer["org.matrix.msc1767.text"]),
    };
}

async function compare(request) {
    await until(() => request.phase >= VerificationPhase.Ready, "answer to the request");
    const verifier = await request.startVerification("m.sas.v1");
    const signs = new Promise((done) => verifier.once(VerifierEvent.ShowSas, done));
    const finished = verifier.verify();
    const sas = await signs;
    await sas.confirm();
    await finished;
    return sas.sas.emoji.map(([sign]) => sign).join(" ");
}

const deeds = {
    async secrets() {
        return crypto.exportSecretsBundle();
    },
    async invited() {
        const invitation = () => client.getRooms().find((each) => each.getMyMembership() === "invite");
        return (await until(invitation, "invitation")).roomId;
    },
    async join() {
        const room = await deeds.invited();
        await client.joinRoom(room);
        await until(() => client.getRoom(room)?.getMyMembership() === "join", "room");
        return room;
    },
    async start({ person }) {
        const made = await client.createRoom({
            is_direct: true, invite: [person], preset: "trusted_private_chat",
            initial_state: [{ type: "m.room.encryption", content: { algorithm: "m.megolm.v1.aes-sha2" } }],
        });
        await until(() => client.getRoom(made.room_id)?.getMember(person)?.membership === "join", "bot");
        return made.room_id;
    },
    async slow(more) {
        delete more.do;
        Object.assign(slow, more);
    },
    async messages({ room }) {
        const events = client.getRoom(room).getLiveTimeline().getEvents();
        return Promise.all(events.filter((event) => !event.isState()).map(shown));
    },
    async write({ room, text, reply }) {
        const relation = reply ? { "m.relates_to": { "m.in_reply_to": { event_id: reply } } } : {};
        return (await client.sendMessage(room, { msgtype: "m.text", body: text, ...relation })).event_id;
    },
    async press({ room, label }) {
        const poll = await until(() => polls(room).reverse().find((each) => answerOf(each, label)), `poll ${label}`);
        return (await client.sendEvent(room, `${POLL}response`, {
            "m.relates_to": { rel_type: "m.reference", event_id: poll.getId() },
            [`${POLL}response`]: { answers: [answerOf(poll, label).id] },
        })).event_id;
    },
    async compare({ person, room }) {
        const signs = await compare(await crypto.requestVerificationDM(person, room));
        await until(async () => (await crypto.getUserVerificationStatus(person)).isCrossSigningVerified(), "trust");
        return signs;
    },
    async compareDevice({ person }) {
        const devices = (await crypto.getUserDeviceInfo([person], true)).get(person);
        const [device] = [...devices.keys()].filter((name) => name !== login.device_id);
        const signs = await compare(await crypto.requestDeviceVerification(person, device));
        await until(async () => {
            const status = await crypto.getDeviceVerificationStatus(person, device);
            return status.crossSigningVerified || status.localVerified;
        }, "trust");
        return signs;
    },
};

process.stdout.write(`${JSON.stringify({ device: login.device_id })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
    const wish = JSON.parse(line);
    try {
        process.stdout.write(`${JSON.stringify({ done: await deeds[wish.do](wish) ?? null })}\n`);
    } catch (error) {
        process.stdout.write(`${JSON.stringify({ error: String(error?.stack ?? error) })}\n`);
    }
}
client.stopClient();
process.exit(0);

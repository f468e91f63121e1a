import { parseMessage } from "../../../bot/wecom/IncomingMessage";
import { receiveContactChange } from "../../../bot/wecom/receiveContactChange";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import { WecomDirectory } from "../../../bot/wecom/WecomDirectory";
import { Department, Employee, Objective } from "../../../entities";
import { byUserId, department, listed, sync } from "../../domain/people/directory";
import { describeEngines } from "../../engines";
import { buildGoal } from "../../factories";
import { FakeWecom } from "../../server/admin/FakeWecom";
import { openWorld, type World } from "../../world";

/** Contact events from the XML on the wire to the stored person. */
describeEngines("contact callbacks", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    world.directory.departmentList = [department(1)];
    world.directory.personList = [listed("boss"), listed("amy")];
    await sync(world);
    world.clock.forward(3_600_000);
  });
  afterEach(() => world.close());

  async function receive(type: string, fields: string) {
    const seconds = Math.floor(world.clock.now().getTime() / 1000);
    const message = parseMessage(
      `<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_contact]]></Event><ChangeType><![CDATA[${type}]]></ChangeType>${fields}</xml>`,
    );
    if (message.kind !== "contact") throw new Error(message.kind);
    await receiveContactChange(world.app, message.change);
  }

  it("stores a new person with what the directory knows, not what the event says", async () => {
    world.directory.personList.push(listed("ben", { position: "客服" }));
    await receive(
      "create_user",
      "<UserID><![CDATA[ben]]></UserID><Department>1</Department><Name><![CDATA[假名]]></Name>",
    );
    expect(await byUserId(world, "ben")).toMatchObject({ name: null, status: "active" });
  });

  it("renames, lets go, and keeps departments", async () => {
    const amy = (await byUserId(world, "amy"))!;
    world.directory.personList = [listed("boss"), listed("amelia")];
    await receive("update_user", "<UserID><![CDATA[amy]]></UserID><NewUserID><![CDATA[amelia]]></NewUserID>");
    expect((await byUserId(world, "amelia"))!.id).toBe(amy.id);

    world.directory.personList = [listed("boss")];
    await receive("delete_user", "<UserID><![CDATA[amelia]]></UserID>");
    expect((await world.db.read.findOneByOrFail(Employee, { id: amy.id })).status).toBe("left");

    await receive("create_party", "<Id>5</Id><Name><![CDATA[仓储]]></Name><ParentId>1</ParentId>");
    await receive("update_party", "<Id>5</Id><ParentId>1</ParentId>");
    expect(await world.db.read.findOneByOrFail(Department, { wecomId: 5 })).toMatchObject({ name: "仓储" });
    await receive("delete_party", "<Id>5</Id>");
    expect(await world.db.read.countBy(Department, { wecomId: 5 })).toBe(0);
  });

  it("takes a leaver's access even while the directory is away, and asks again for anything else", async () => {
    world.directory.person = () => Promise.reject(new Error("away"));
    await receive("delete_user", "<UserID><![CDATA[amy]]></UserID>");
    expect(await byUserId(world, "amy")).toBeNull();
    await expect(receive("create_user", "<UserID><![CDATA[ben]]></UserID>")).rejects.toThrow("away");
  });

  it("leaves a person outside the app's scope as they are, and ends them when WeCom says they are gone", async () => {
    const wecom = await FakeWecom.start();
    const client = new WecomClient(
      { apiUrl: wecom.url, corpId: "ww1", agentId: 1, secret: "s" },
      {
        tokens: { readOrRefresh: async () => "T", drop: async () => undefined },
        now: () => world.clock.now(),
      },
    );
    wecom.answers["user/get"] = { errcode: 60011 };
    world.app.directory = new WecomDirectory(client, client);
    const amy = (await byUserId(world, "amy"))!;
    const goal = await buildGoal(world, { ownerId: amy.id });

    await receive("update_user", "<UserID><![CDATA[amy]]></UserID><Department>1</Department>");
    await receive("create_user", "<UserID><![CDATA[unknown]]></UserID><Department>1</Department>");
    expect(await world.db.read.findOneByOrFail(Employee, { id: amy.id })).toEqual(amy);
    await receive("update_user", "<UserID><![CDATA[amy]]></UserID><NewUserID><![CDATA[amelia]]></NewUserID>");
    expect(await byUserId(world, "amelia")).toEqual({ ...amy, wecomUserId: "amelia" });
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).status).toBe("active");

    await receive("delete_user", "<UserID><![CDATA[amelia]]></UserID>");
    await wecom.stop();
    expect(await world.db.read.findOneByOrFail(Employee, { id: amy.id })).toMatchObject({ status: "left" });
    expect(await world.db.read.countBy(Employee, {})).toBe(2);
  });

  it("passes over tags, kinds it does not know, and events without an id", async () => {
    const before = await world.db.read.find(Employee);
    await receive("update_tag", "<TagId>1</TagId><AddUserItems><![CDATA[amy]]></AddUserItems>");
    await receive("something_new", "<UserID><![CDATA[amy]]></UserID>");
    await receive("delete_user", "");
    await receive("delete_party", "<Id>all</Id>");
    expect(await world.db.read.find(Employee)).toEqual(before);
  });
});

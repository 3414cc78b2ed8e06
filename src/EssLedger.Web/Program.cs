return await EssLedger.Web.Commands.Verbs.Run(args);

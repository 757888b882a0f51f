using Distribution.Primitives;

namespace Distribution.Alerts;

/// <summary>Looks at the health of every interface once a minute, and writes e-mails about what changed. There is one; its key is 0.</summary>
[Alias("IAlertGrain")]
public interface IAlertGrain : IGrainWithIntegerKey
{
    /// <summary>Has it look from now on; it goes on by itself, also after a restart.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Looks at one interface now, and answers whether somebody is told.</summary>
    [Alias("Look")]
    Task<AlertKind?> Look(DistributorInterfaceId distributor);
}

/// <summary>Sends the e-mails that are due. There is one; its key is 0.</summary>
[Alias("IMailGrain")]
public interface IMailGrain : IGrainWithIntegerKey
{
    /// <summary>Has it send from now on; it goes on by itself, also after a restart.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Sends what is due now, if that is not being done already, and answers once it is over, after 2 minutes at most.</summary>
    [Alias("SendDue"), ResponseTimeout("00:02:30")]
    Task SendDue();
}
